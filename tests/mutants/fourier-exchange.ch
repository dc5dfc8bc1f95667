Complex forward and inverse transforms exchanged.
Kills: waves

@x
    : fftw_plan_dft(rank, shape, x, y, FFTW_FORWARD, how));
@y
    : fftw_plan_dft(rank, shape, x, y, FFTW_BACKWARD, how));
@z
