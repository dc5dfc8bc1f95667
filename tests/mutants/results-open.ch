The interval of a claim is open at its upper end.
Kills: claims

@x
  keep_claim(name, value, low, high, low<=value && value<=high);
@y
  keep_claim(name, value, low, high, low<=value && value<high);
@z
