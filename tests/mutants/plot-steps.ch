Steps of 1, 2 and 4.
Kills: ticks

@x
  static const int digit[3]={1, 2, 5};
@y
  static const int digit[3]={1, 2, 4};
@z
