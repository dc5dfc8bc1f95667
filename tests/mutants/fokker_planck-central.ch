Central differences are passed off as Chang and Cooper's scheme.
Kills: positive mass

@x
  else if (scheme!=FOKKER_PLANCK_CHANG_COOPER)
@y
  else
@z
@x
    small = (scheme==FOKKER_PLANCK_CENTRAL ? 1 : 2-chi)-size/2;
@y
    small = (scheme!=FOKKER_PLANCK_SWAPPED ? 1 : 2-chi)-size/2;
@z
