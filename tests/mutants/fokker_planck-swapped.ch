Chang and Cooper's two weights are exchanged: all orders survive it.
Kills: strang htheorem sign

@x
  else if (scheme!=FOKKER_PLANCK_CHANG_COOPER)
@y
  else
@z
