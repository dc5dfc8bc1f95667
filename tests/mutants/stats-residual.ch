Residuals over n instead of n-2.
@x
  *uncertainty = sqrt(rest/(n-2)/S);
@y
  *uncertainty = sqrt(rest/n/S);
@z
