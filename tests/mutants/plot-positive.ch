A logarithmic axis may begin at zero or below.
Kills: refusals

@x
  base_require(!logarithmic || (low>0 && high/low<1e100), "a logarithmic axis from %g to %g", low, high);
@y
  if (logarithmic) low=fabs(low), base_require(high>0, "a logarithmic axis from %g to %g", low, high);
@z
