A measured plan.
Kills: plan

@x
  unsigned how=FFTW_ESTIMATE;
@y
  unsigned how=FFTW_MEASURE;
@z
