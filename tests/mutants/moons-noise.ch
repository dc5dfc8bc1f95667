The noise of a batch, not of a row.
Kills: pair_noise

@x
  return square/(batches-1)*rows;
@y
  return square/(batches-1);
@z
