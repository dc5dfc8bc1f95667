A seed does not count as a change.
Kills: changed

@x
  int changed=quick || seed!=1;
@y
  int changed=quick;
@z
