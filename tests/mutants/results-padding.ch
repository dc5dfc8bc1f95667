The header is not padded.
Kills: npy

@x
while ((10+length+1)%64!=0) header[length++]=' ';
@y
while ((10+length+1)%2!=0) header[length++]=' ';
@z
