Logarithmic axes with few decades are labelled at multiples by 3.
Kills: decades

@x
      int major=few ? m==1 || m==2 || m==5 : m==1 && k%stride==0;
@y
      int major=few ? m==1 || m==3 : m==1 && k%stride==0;
@z
