A number may be infinite.
Kills: refusals

@x
  if (!isfinite(value)) base_fail("the number %s is not finite", name);
@y
  if (isnan(value)) base_fail("the number %s is not finite", name);
@z
