Predictor and first corrector step are shaken alike.
Kills: predict

@x
    stream += (uint64_t)steps+1;
@y
    stream += (uint64_t)steps;
@z
