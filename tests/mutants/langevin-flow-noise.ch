A predictor with the drift of the flow and the noise of the reversal.
Kills: predict

@x
    walk(x, n, q, sigma[i-1], b, b, 1, seed, stream);
@y
    walk(x, n, q, sigma[i-1], b/2, b, 1, seed, stream);
@z
