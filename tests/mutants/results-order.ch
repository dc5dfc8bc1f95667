The table of numbers begins with the last.
Kills: numbers

@x
    fprintf(f, "\\defnumber{%s}{%s}{%s}\n", numbers[i].name, numbers[i].text, numbers[i].unit);
@y
    fprintf(f, "\\defnumber{%s}{%s}{%s}\n", numbers[number_count-1-i].name, numbers[i].text, numbers[i].unit);
@z
