@* Figures.
\label{ch:plot}%
A figure of this book is drawn by the program of its chapter, in the type of the book, at the size at which it is printed. The
chapter says what is to be seen: these curves, these points, this field, on axes from here to there. This appendix decides how:
where the ticks are and what stands beside them, how wide the margins must be, which colours remain distinct for a reader who is
colour-blind or has a grey printer.
@^figures@>

Two libraries do the work below ours. \emph{Cairo} turns paths into PDF, and \emph{Pango} sets text. What we add is a list. A
call such as |plot_line| draws nothing: it appends a series to the list of a panel. At the end, when every label is known, one
walk over the list measures, a second draws, and a third writes the numbers that were drawn into a table next to the picture, so
that whoever doubts a figure can make another from the same data.
@^cairo@> @^Pango@>

\showfig{plot/lines}{Left: a damped oscillation, read by a noisy instrument. A point is the mean of \num{plot.readings}
readings, with its standard error. The exact curve lies under the points, in a band that ought to hold two means of three.
Inset: all deviations, and the normal density. Right: the error of three difference quotients for $de^x\!/dx$ at $x=1$. Each
falls along its own slope until rounding takes over, whose slope is $-1$ for all.}

@ The interface is all that a chapter needs to know. Text is 8 points high and numbers at ticks 7, as measured on paper if the
figure is included at its natural size; the book's type area is 122 millimetres wide. Flags are added, as in
|PLOT_LOG_X+PLOT_LOG_Y|.

@(plot.h@>=
#ifndef PLOT_H
#define PLOT_H
@#
typedef struct Plot Plot;
enum { PLOT_LOG_X=1, PLOT_LOG_Y=2, /* logarithmic axes */
  PLOT_NO_X=4, PLOT_NO_Y=8, /* no numbers at the ticks: the axis is shared with a neighbour */
  PLOT_EQUAL=16 }; /* one unit is equally long on both axes */
enum { PLOT_BLACK, PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN, PLOT_PURPLE,@|
  PLOT_ORANGE, PLOT_SKY, PLOT_GREY, PLOT_WHITE };
enum { PLOT_SOLID, PLOT_DASHED, PLOT_DOTTED };
enum { PLOT_DISC, PLOT_CIRCLE, PLOT_SQUARE, PLOT_TRIANGLE, PLOT_CROSS, PLOT_DOT };
@#
@<Prototypes for the frame of a figure@>@;
@<Prototypes for what is drawn in a panel@>@;
@<Prototypes for the parts of the plotting library@>@;
@#
#endif

@ Any text may contain mathematics between dollar signs, as in |"$e^{-t/4}$"|: letters become italic, a hyphen becomes a minus,
an underscore lowers one character or a group in braces, and a caret raises it. Greek letters and symbols are themselves, in
UTF-8. A label may be |NULL|.

@<Prototypes for the frame of a figure@>=
Plot *plot_new(const char *name, double width, double height);
  /* begins \.{OUT/name.pdf}, in millimetres, with one panel; a height of 0 is
     chosen so that panels with |PLOT_EQUAL| fill the width */
void plot_grid(Plot *p, int rows, int columns); /* the panels, at most 32 with the insets */
void plot_panel(Plot *p, int index); /* what follows goes to this panel; counted row by row from 0 */
void plot_inset(Plot *p, double x, double y, double w, double h);
  /* what follows goes to a new panel inside the current one; its box begins at |(x,y)|
     and measures |w| by |h|, in fractions of the parent's */
void plot_axes(Plot *p, double x0, double x1, double y0, double y1, unsigned flags,
  const char *x_label, const char *y_label);
  /* comes before any data; ranges are finite, not empty, positive where logarithmic */
void plot_title(Plot *p, const char *text); /* over the panel */
void plot_bar(Plot *p, double low, double high, const char *label); /* a colour bar at its right */
void plot_end(Plot *p); /* draws, writes \.{OUT/name.pdf} and \.{OUT/name.csv}, frees |p| */

@ Arrays are copied at the call. A value that is not finite, or not positive on a logarithmic axis, is a gap in a line and a
point not drawn; what lies outside the axes is cut off. The |name| of a series stands in the table of the data only.
@^NaN@>

@<Prototypes for what is drawn in a panel@>=
void plot_pen(Plot *p, int colour, double width, int dash); /* |width| in points, 0.1 to 20 */
void plot_pen_map(Plot *p, double value, double width); /* a colour of the map; |value| from 0 to 1 */
void plot_line(Plot *p, const char *name, int n, const double *x, const double *y);
void plot_points(Plot *p, const char *name, int n, const double *x, const double *y, int marker);
void plot_band(Plot *p, const char *name, int n, const double *x, const double *low,
  const double *high);
void plot_errors(Plot *p, const char *name, int n, const double *x, const double *y,
  const double *dy); /* bars from $y-dy$ to $y+dy$ */
void plot_histogram(Plot *p, const char *name, int n, const double *edge, const double *height);
  /* |n+1| edges, |n| heights */
void plot_image(Plot *p, const char *name, int nx, int ny, const double *z, double low,
  double high); /* $z$: |ny| by |nx|, row-major, bottom row first: the values in equal cells that fill
     the axes; the colour map runs from |low| to |high| */
void plot_contours(Plot *p, const char *name, int nx, int ny, const double *z, int n,
  const double *level); /* |z| as for |plot_image|, at the centres of the cells */
void plot_arrows(Plot *p, const char *name, int n, const double *x, const double *y,
  const double *u, const double *v, double scale); /* from $(x,y)$ to $(x,y)+\hbox{|scale|}\,(u,v)$ */
void plot_text(Plot *p, double x, double y, const char *anchor, const char *text);
  /* the point |(x,y)| is at the \.l, \.r or \.c of the text, and at its \.t or \.b, else at half its height */

@ Four parts have a life of their own and can be called without a figure.

@<Prototypes for the parts of the plotting library@>=
void plot_colour(double rgb[3], double t); /* the colour map \eqref{eq:plot-helix}; |t| and |rgb| from 0 to 1 */
void plot_palette(double rgb[3], int colour); /* |PLOT_BLACK| to |PLOT_WHITE| */
char *plot_markup(const char *text, double size); /* Pango's markup for |text| at |size| points, to be freed */
enum { PLOT_TICKS=128 };
typedef struct { @+ int n; @+ double at[PLOT_TICKS]; @+ char label[PLOT_TICKS][32]; @+ } PlotTicks;
  /* ticks without a label are minor */
void plot_ticks(PlotTicks *t, double low, double high, int logarithmic, int most);
  /* ticks from |low| to |high|, with 2 to |most| labels, or up to 5 if |most| is less; $2\le\hbox{|most|}\le12$ */

@ The implementation is one file, in the order of the pages that follow.

@(plot.c@>=
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include "base.h"
#include "cli.h"
#include "plot.h"
@#
static const double pi=3.14159265358979323846;
@<Private types of a figure@>@;
@<Functions for colours@>@;
@<Functions for ticks@>@;
@<Functions for text in figures@>@;
@<Functions that begin a figure@>@;
@<Functions that record series@>@;
@<Functions for contours@>@;
@<Functions that lay out a figure@>@;
@<Functions that draw a panel@>@;
@<Functions that end a figure@>@;

@ A figure is a set of panels, a panel is a pair of axes and a list of series, a series is a table of rows with up to four
columns, whose meaning depends on its kind:
\begin{center}\small
\begin{tabular}{@@{}lllll@@{}}\toprule
kind&\texttt{x}&\texttt{y}&\texttt{z}&\texttt{w}\\\midrule
line, points&abscissa&ordinate\\
band&abscissa&lower end&upper end\\
errors&abscissa&ordinate&half the length\\
histogram&left edge&height&right edge\\
image&centre of a cell&centre of a cell&value\\
contours&abscissa&ordinate&level\\
arrows&abscissa&ordinate&horizontal part&vertical part\\\bottomrule
\end{tabular}
\end{center}
The file that a figure leaves behind has these columns, after the number of the panel, the name of the series and its kind. In
contours, a row of two |nan| ends a curve.

@<Private types of a figure@>=
typedef enum { LINE, POINTS, BAND, ERRORS, HISTOGRAM, IMAGE, CONTOURS, ARROWS, TEXT } PlotKind;
typedef struct { @+ double lab[3], width; @+ int dash; @+ } PlotPen; /* a colour in CIELAB; points */
typedef struct PlotItem {
  PlotKind kind;
  PlotPen pen;
  char *name, anchor[2]; /* of the series; or the words of a text, and how they are anchored */
  int n, marker, nx, ny; /* rows; marker; size of an image */
  double (*row)[4], low, high, scale; /* ends of the colour map; unit of arrows */
  struct PlotItem *next;
} PlotItem;

@ An axis has a number: 0 is $x$, 1 is $y$, and 2 is the colour bar, which is an axis too. Places on paper are in points from
the upper left corner of the page, as in cairo, so a panel's box is known by its left and its bottom edge, its width and its
height.

@<Private types of a figure@>=
enum { PANELS=32, X=0, Y=1, BAR=2 };
typedef struct {
  int ready, frame, axes; /* has axes; is framed on four sides; 3 axes if there is a colour bar, else 2 */
  unsigned flags;
  double range[3][2];
  char *label[3], *title;
  int parent; @+ double part[4]; /* for an inset: the panel around it, and where in it */
  PlotItem *first, **last;
  PlotTicks tick[3];
  double margin[4]; /* left, right, above, below */
  double left, bottom, width, height; /* the box, without margins */
} PlotPanel;
struct Plot {
  char *name, *path;
  double width, height; @+ int free_height; /* the page, in points; whether its height is ours to choose */
  int rows, columns, panels, current;
  PlotPen pen;
  PlotPanel *panel;
  cairo_surface_t *surface; @+ cairo_t *cr; @+ PangoLayout *layout;
};

@*1 Colours.
A heat map turns numbers into colours, and a reader's eye turns the colours back into numbers. The second step is not ours, but
it has been measured: in the colour space CIELAB equal distances are meant to look equally different; $L^*$ runs from 0 for
black to 100 for white, $a^*$ from green to red, $b^*$ from blue to yellow \citep{cie2019}. A colour map is a curve in that
space. We want three things of it.
@^colour map@> @^CIELAB@>
\begin{enumerate}
\item Equal steps of the number are equal steps along the curve, so that the picture has no edges that the data lack.
\item $L^*$ rises linearly, so that the order of the values survives a grey printer and every kind of colour blindness.
\item It goes from blue to yellow, which the common kinds of colour blindness leave apart.
@^colour blindness@>
\end{enumerate}
A straight line has all three properties, and passes through grey. A helix around an axis parallel to that of $L^*$ has them
too: on
\begin{equation}\label{eq:plot-helix}
  \begin{gathered} L^*=20+72t,\qquad a^*=70+100\cos\theta,\qquad b^*=40+100\sin\theta,\\
    \theta=250^\circ-95^\circ t,\qquad 0\le t\le1, \end{gathered}
\end{equation}
the speed $\bigl(72^2+(95\cdot100\,\pi/180)^2\bigr)^{1/2}\approx181$ is constant, and the way leads through green, where a
screen has colours to spare. The constants are round numbers for which the whole curve stays within what a screen can show. The
popular map \emph{viridis} looks much the same; \citet{nunez2018} found \emph{cividis} by optimisation for colour-blind readers.

\showfig{plot/colours}{Left: the colour map in the plane of $a^*$ and $b^*$, where it is an arc of a circle, and the eight
colours of the palette. Right: the lightness of both. The map's rises linearly, the palette's stand on the rungs of a ladder.}

@ From CIELAB to the screen there are three steps, all of them standard: undo the cube roots, which gives the $X$, $Y$, $Z$ of
the CIE relative to the daylight D65; mix the three primaries of the screen; and bend each channel by the curve of sRGB, which
the screen undoes.
@^sRGB@>

@<Functions for colours@>=
static double uncube(double t) { return t>6.0/29 ? t*t*t : 108.0/841*(t-4.0/29); }
static double bend(double u)
{
  u=fmin(fmax(u, 0), 1);
  return u<=0.0031308 ? 12.92*u : 1.055*pow(u, 1/2.4)-0.055;
}
static void lab_to_rgb(double rgb[3], const double lab[3])
{
  double f=(lab[0]+16)/116;
  double x=0.95047*uncube(f+lab[1]/500), y=uncube(f), z=1.08883*uncube(f-lab[2]/200);
  rgb[0]=bend(3.2404542*x-1.5371385*y-0.4985314*z);
  rgb[1]=bend(-0.9692660*x+1.8760108*y+0.0415560*z);
  rgb[2]=bend(0.0556434*x-0.2040259*y+1.0572252*z);
}

@ A value beyond the ends of the map has the colour of the end.

@<Functions for colours@>=
static void map_lab(double lab[3], double t)
{
  t=fmin(fmax(t, 0), 1);
  double theta=(250-95*t)*pi/180; /* \eqref{eq:plot-helix} */
  lab[0]=20+72*t; @+ lab[1]=70+100*cos(theta); @+ lab[2]=40+100*sin(theta);
}
@#
void plot_colour(double rgb[3], double t)
{
  double lab[3];
  map_lab(lab, t); @+ lab_to_rgb(rgb, lab);
}

@ Lines need names rather than numbers: a few colours that nobody confuses. \citet{okabe2008} chose such a set for all kinds of
colour blindness, but two of its members, orange and sky blue, print as one grey. We keep its names and roughly its hues, and
put the lightnesses on a ladder, $0, 30, 39, 48, 57, 66, 74, 82$, so that any two differ by eight units of~$L^*$ or more
(\fig{plot/colours}). In grey, neighbours on the ladder can be told apart side by side, though hardly from memory; so where
lines must survive a printer they take colours two rungs apart, or different dashes. A row of the table is lightness, chroma and
hue in degrees, the polar coordinates of CIELAB.
@^palette@>

@<Functions for colours@>=
static void palette_lab(double lab[3], int colour)
{
  static const double row[PLOT_WHITE+1][3]={ {0,0,0}, {30,46,285}, {48,68,41}, {66,50,155},@|
    {39,48,340}, {74,74,73}, {82,30,230}, {57,0,0}, {100,0,0} };
  base_require(colour>=PLOT_BLACK && colour<=PLOT_WHITE, "there is no colour %d", colour);
  const double *r=row[colour];
  lab[0]=r[0]; @+ lab[1]=r[1]*cos(r[2]*pi/180); @+ lab[2]=r[1]*sin(r[2]*pi/180);
}
@#
void plot_palette(double rgb[3], int colour)
{
  double lab[3];
  palette_lab(lab, colour); @+ lab_to_rgb(rgb, lab);
}

@*1 Ticks.
A good axis has a few round numbers. Round means a multiple of 1, 2 or 5 times a power of ten. Number these steps in order,
$\ldots,0.1,0.2,0.5,1,2,5,\ldots$, with 1 as the zeroth. In the function below, $k$ steps of size~$i$ are one product and at
most one division of numbers that are exact in floating point, hence the double nearest to the decimal that is meant:
$3\cdot0.1$ would be $0.30000000000000004$, and $3/10$ is $0.3$. A tick that misses the end of its axis only by rounding belongs
to it, hence a little slack.
@^ticks@> @^rounding@>

@<Functions for ticks@>=
static const double slack=1e-6;
static double steps(double k, int i)
{
  static const int digit[3]={1, 2, 5};
  int power=(int)floor(i/3.0);
  k*=digit[i-3*power];
  return power<0 ? k/pow(10, -power) : k*pow(10, power);
}
static int count_steps(double low, double high, int i, double *first)
{
  double h=steps(1, i);
  *first=ceil(low/h-slack);
  return (int)(floor(high/h+slack)-*first)+1;
}

@ The step is the finest that gives no more than |most| ticks. If the one before gave six or more, then the axis is at least
five of its steps long; the next is at most two and a half times as large, so two of its multiples fit. Thus with |most>=5|
there are always two ticks. For a smaller |most| there may be one only, and then we go back by one size.

@<Functions for ticks@>=
@<Label linear ticks by their size and step@>@;
static void linear_ticks(PlotTicks *t, double low, double high, int most)
{
  double first;
  int i=3*(int)floor(log10((high-low)/(most+1)));
  while (count_steps(low, high, i, &first)>most) i++;
  if (count_steps(low, high, i, &first)<2) i--;
  t->n=count_steps(low, high, i, &first);
  for (int k=0; k<t->n; k++) t->at[k]=steps(first+k, i);
  label_linear(t, i);
}

@ All labels of an axis have as many decimals as its step; zero is plain. Numbers that are very large or very small share a
power of ten.

@<Label linear ticks by their size and step@>=
static void label_linear(PlotTicks *t, int i)
{
  int power=(int)floor(i/3.0), common=0;
  double size=fmax(fabs(t->at[0]), fabs(t->at[t->n-1]));
  if (power<-4 || size>=1e5) common=(int)floor(log10(size)+slack);
  int decimals=common>power ? common-power : 0;
  for (int k=0; k<t->n; k++)
    if (t->at[k]==0) strcpy(t->label[k], "$0$");
    else if (common==0) snprintf(t->label[k], 32, "$%.*f$", decimals, t->at[k]);
    else snprintf(t->label[k], 32, "$%.*f\u00b710^{%d}$", decimals, t->at[k]/pow(10, common), common);
}

@ On a logarithmic axis the round numbers are the powers of ten. If there are three or more, they are labelled, or every second
or third of them, and the multiples in between are minor ticks, whose crowding makes an axis look logarithmic. If there are
fewer, the multiples by 1, 2 and 5 are labelled, unless that makes too many: among $n$ of them in a row lie $n-1$ intervals of
$0.3$ decades or more. Where even of these there is only one, the axis is so short that linear ticks serve best.
@^logarithmic axes@>

@<Functions for ticks@>=
@<Label one tick of a logarithmic axis@>@;
static void log_ticks(PlotTicks *t, double low, double high, int most)
{
  double a=log10(low), b=log10(high);
  int powers=(int)(floor(b+slack)-ceil(a-slack))+1, labels=0;
  int few=powers<2 || (powers==2 && 1+(b-a)/0.3<=most);
  int stride=few ? 1 : (int)fmin((powers+most-1)/most, powers/2);
  t->n=0;
  for (int k=(int)floor(a); k<=(int)ceil(b); k++)
    for (int m=1; m<(stride>1 ? 2 : 10); m++) {
      double v=steps(m, 3*k);
      int major=few ? m==1 || m==2 || m==5 : m==1 && k%stride==0;
      if (v<low*(1-slack) || v>high*(1+slack)) continue;
      t->at[t->n]=v;
      label_log(t->label[t->n++], m, k, major, few);
      labels+=major;
    }
  if (labels<2) linear_ticks(t, low, high, most);
}

@ Where there are few labels, short ones are written out; otherwise all are powers, except 1 and 10 themselves.

@<Label one tick of a logarithmic axis@>=
static void label_log(char *label, int m, int k, int major, int few)
{
  if (!major) label[0]='\0';
  else if (k==0 || (m==1 && k==1) || (few && k>=-3 && k<=4)) snprintf(label, 32, "$%g$", steps(m, 3*k));
  else if (m==1) snprintf(label, 32, "$10^{%d}$", k);
  else snprintf(label, 32, "$%d\u00b710^{%d}$", m, k);
}

@ A range has to make sense before ticks can be sought. One that is a billionth of the size of its ends is the difference of two
rounding errors, and has no round numbers in it that could be told apart.

@<Functions for ticks@>=
static void check_range(double low, double high, int logarithmic)
{
  base_require(isfinite(high-low) && high-low>1e-9*fmax(fabs(low), fabs(high)),
    "an axis from %g to %g", low, high);
  base_require(low>0 || !logarithmic, "a logarithmic axis from %g to %g", low, high);
}
@#
void plot_ticks(PlotTicks *t, double low, double high, int logarithmic, int most)
{
  check_range(low, high, logarithmic);
  base_require(most>=2 && most<=12, "plot_ticks: 2 to 12 labels, not %d", most);
  if (logarithmic) log_ticks(t, low, high, most);
  else linear_ticks(t, low, high, most);
}

@*1 Text.
Pango reads a small markup language, in which |"<i>x</i>"| is an italic letter, and a |"<span>"| changes the size and moves the
baseline. Ours is smaller and looks like that of \TeX. The translation follows the structure of the text: a script is one
character or a group in braces, which may contain scripts. It is three quarters as high as what it belongs to. Its rise counts
from the line of the whole text, because Pango's does. We also forbid Pango to take a character that the font lacks from another
font, which it would do without a word. A byte becomes 64 bytes of markup at most.
@^markup@>

@<Functions for text in figures@>=
@<Append one character to the markup@>@;
@<Translate mathematics@>@;
char *plot_markup(const char *text, double size)
{
  char *markup=base_new(64*strlen(text)+128, 1), *out=markup;
  out+=sprintf(out, "<span fallback=\"false\" size=\"%ld\">", lround(PANGO_SCALE*size));
  for (const char *c=text; *c!='\0'; ) {
    if (*c!='$') { @+ append(&out, &c, 0); @+ continue; @+ }
    c++;
    while (*c!='$') {
      base_require(*c!='\0' && *c!='}', "unbalanced $ or } in \"%s\"", text);
      translate(&out, &c, size, 0);
    }
    c++;
  }
  strcpy(out, "</span>");
  return markup;
}

@ The translation of a script is wrapped around whatever its one character or its group becomes, so groups may nest.

@<Translate mathematics@>=
static void translate(char **out, const char **c, double size, double rise) /* one character or script */
{
  if (**c!='_' && **c!='^') { @+ append(out, c, 1); @+ return; @+ }
  rise+=(**c=='^' ? 0.36 : -0.17)*size;
  size*=0.75;
  *out+=sprintf(*out, "<span size=\"%ld\" rise=\"%ld\">",
    lround(PANGO_SCALE*size), lround(PANGO_SCALE*rise));
  if (*++*c!='{') translate(out, c, size, rise);
  else {
    for (++*c; **c!='}'; translate(out, c, size, rise))
      base_require(**c!='\0' && **c!='$', "a brace is not closed in a text");
    ++*c;
  }
  *out+=sprintf(*out, "</span>");
}

@ A character in UTF-8 is one byte, or a lead byte and continuation bytes, whose top bits are $10$. Small Greek letters are
italic like the Latin ones; they begin with the bytes |0xce| and |0xcf|. Three characters mean something to Pango, and are spelt
out.
@^UTF-8@>

@<Append one character to the markup@>=
static void append(char **out, const char **text, int mathematics)
{
  const unsigned char *c=(const unsigned char *)*text;
  int letter=(*c>='A' && *c<='Z') || (*c>='a' && *c<='z') || (*c==0xce && c[1]>=0xb1) || *c==0xcf;
  int length=*c!='\0';
  while ((c[length]&0xc0)==0x80) length++;
  *text+=length;
  if (*c=='&') *out+=sprintf(*out, "&amp;");
  else if (*c=='<') *out+=sprintf(*out, "&lt;");
  else if (*c=='>') *out+=sprintf(*out, "&gt;");
  else if (mathematics && *c=='-') *out+=sprintf(*out, "\u2212"); /* minus */
  else if (mathematics && *c=='\'') *out+=sprintf(*out, "\u2032"); /* prime */
  else *out+=sprintf(*out, mathematics && letter ? "<i>%.*s</i>" : "%.*s", length, (const char *)c);
}

@ A figure has one |PangoLayout|, to which each text is given in turn, to be measured or drawn.
@^missing characters@>

@<Functions for text in figures@>=
static double text_width(Plot *p, const char *text, double size)
{
  if (text==NULL || *text=='\0') return 0;
  char *markup=plot_markup(text, size);
  PangoRectangle r;
  pango_layout_set_markup(p->layout, markup, -1);
  free(markup);
  base_require(pango_layout_get_unknown_glyphs_count(p->layout)==0,
    "%s: the font lacks a character of \"%s\"", p->name, text);
  pango_layout_get_extents(p->layout, NULL, &r);
  return pango_units_to_double(r.width);
}

@ Text is placed by its baseline. The point |(x,y)| lies at the fraction |h| of its width; |v| tells whether the baseline goes
through it (0), or the tops of the digits (1), or half their height (0.5). The digits of the font are 0.7 as high as the type;
ascenders and brackets reach 0.9, descenders 0.35. A text whose ink leaves the page is a mistake in some call, and is reported
rather than cut off.

@<Functions for text in figures@>=
static const double digit=0.7, ascent=0.9, descent=0.35;
@#
static void say(Plot *p, const char *text, double size, double x, double y,
  double h, double v, double turn, int seam)
{
  double width=text_width(p, text, size), left=-h*width, top;
  if (width==0) return;
  top=v*digit*size-pango_units_to_double(pango_layout_get_baseline(p->layout));
  cairo_save(p->cr);
  cairo_translate(p->cr, x, y); @+ cairo_rotate(p->cr, turn);
  if (seam) @<Draw a white seam around the text@>@;
  cairo_move_to(p->cr, left, top);
  pango_cairo_show_layout(p->cr, p->layout);
  @<Check that the ink of the text is on the page@>@;
  cairo_restore(p->cr);
}

@ Ink is what gets printed, as opposed to the box that the type takes up.

@<Check that the ink of the text is on the page@>=
PangoRectangle r;
pango_layout_get_extents(p->layout, &r, NULL);
for (int i=0; i<2; i++) {
  double u=left+pango_units_to_double(r.x+i*r.width), w=top+pango_units_to_double(r.y+i*r.height);
  cairo_user_to_device(p->cr, &u, &w);
  base_require(u>-0.5 && u<p->width+0.5 && w>-0.5 && w<p->height+0.5,
    "%s: \"%s\" leaves the page", p->name, text);
}

@ The seam keeps a text legible across lines.

@<Draw a white seam around the text@>=
{
  cairo_save(p->cr);
  cairo_move_to(p->cr, left, top);
  pango_cairo_layout_path(p->cr, p->layout);
  cairo_set_source_rgb(p->cr, 1, 1, 1);
  cairo_set_dash(p->cr, NULL, 0, 0); @+ cairo_set_line_width(p->cr, 1.8);
  cairo_stroke(p->cr);
  cairo_restore(p->cr);
}

@*1 Beginning a figure.
The page is made at once, so that a missing font or folder stops the program before it has computed for an hour. Cairo writes
the time of day into every PDF, and its version 1.16 ignores the environment variable |SOURCE_DATE_EPOCH| by which it could be
told another. We give the file a fixed date: then the same program writes the same bytes, and whatever changes in a figure has
changed in the program.
@^reproducible builds@>

@<Functions that begin a figure@>=
@<Check the surface of a figure@>@;
@<Set up the font of a figure@>@;
Plot *plot_new(const char *name, double width, double height)
{
  base_require(width>=10 && width<=500 && (height==0 || (height>=10 && height<=500)),
    "%s: a page of %g by %g millimetres", name, width, height);
  Plot *p=base_new(1, sizeof *p);
  p->name=copy(name); @+ p->path=cli_path(name, "pdf");
  p->width=width*72/25.4; @+ p->height=height*72/25.4; @+ p->free_height=height==0;
  p->surface=cairo_pdf_surface_create(base_output(p->path), p->width, p->width);
  cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  p->cr=cairo_create(p->surface);
  check_surface(p);
  set_up_font(p);
  p->panel=base_new(PANELS, sizeof *p->panel);
  plot_grid(p, 1, 1);
  plot_pen(p, PLOT_BLACK, 1, PLOT_SOLID);
  return p;
}

@ Errors of cairo stick: after the first, a surface does nothing and keeps its reason. So it is enough to ask at the beginning
and at the end. What goes wrong in practice is a folder that does not exist, and a disk that is full.
@^disk, full@>

@<Check the surface of a figure@>=
static char *copy(const char *text)
{
  return text==NULL ? NULL : strcpy(base_new(strlen(text)+1, 1), text);
}
@#
static void check_surface(const Plot *p)
{
  cairo_status_t status=cairo_surface_status(p->surface);
  if (status==CAIRO_STATUS_SUCCESS) status=cairo_status(p->cr);
  if (status!=CAIRO_STATUS_SUCCESS) base_fail("cannot write %s: %s", p->path, cairo_status_to_string(status));
}

@ If the font asked for is not installed, Pango takes another one, whose letters have other widths. That would change every
figure of the book without a word, so we ask which font it took. One more setting matters: Pango takes a screen of 96 dots an
inch for granted, while the unit of a PDF is a point, $1/72$~inch.
@^fonts, missing@>

@<Set up the font of a figure@>=
static void set_up_font(Plot *p)
{
  static const char family[]="TeX Gyre Pagella";
  PangoFontDescription *wanted=pango_font_description_from_string("TeX Gyre Pagella 8"), *found=NULL;
  p->layout=pango_cairo_create_layout(p->cr);
  PangoContext *context=pango_layout_get_context(p->layout);
  pango_cairo_context_set_resolution(context, 72);
  pango_layout_context_changed(p->layout);
  pango_layout_set_font_description(p->layout, wanted);
  PangoFont *font=pango_context_load_font(context, wanted);
  if (font!=NULL) found=pango_font_describe(font);
  if (found==NULL || strcmp(pango_font_description_get_family(found), family)!=0)
    base_fail("the font %s is not installed (Debian has it in the package fonts-texgyre)", family);
  pango_font_description_free(found);
  pango_font_description_free(wanted);
  g_object_unref(font);
}

@ The panels of the grid come first in the array, insets after them.

@<Functions that begin a figure@>=
void plot_grid(Plot *p, int rows, int columns)
{
  base_require(rows>=1 && columns>=1 && rows*columns<=PANELS, "%s: %d by %d panels", p->name, rows, columns);
  for (int k=0; k<p->panels; k++)
    base_require(!p->panel[k].ready, "%s: the grid comes before the axes", p->name);
  p->rows=rows; @+ p->columns=columns; @+ p->panels=rows*columns; @+ p->current=0;
  for (int k=0; k<PANELS; k++) p->panel[k].parent=-1;
}
@#
void plot_panel(Plot *p, int index)
{
  base_require(index>=0 && index<p->rows*p->columns, "%s: there is no panel %d", p->name, index);
  p->current=index;
}
@#
static PlotPanel *current_panel(Plot *p)
{
  base_require(p->panel[p->current].ready, "%s: panel %d has no axes yet", p->name, p->current);
  return &p->panel[p->current];
}
@#
void plot_inset(Plot *p, double x, double y, double w, double h)
{
  base_require(p->panels<PANELS && x>=0 && y>=0 && w>0 && h>0 && x+w<=1 && y+h<=1,
    "%s: an inset that does not fit", p->name);
  PlotPanel *q=&p->panel[p->panels];
  q->parent=(int)(current_panel(p)-p->panel);
  q->part[0]=x; @+ q->part[1]=y; @+ q->part[2]=w; @+ q->part[3]=h;
  p->current=p->panels++;
}

@ Axes are checked when they are given: a range that is empty, not finite, or not positive where it ought to be has no ticks,
and says more about the computation before it than about the figure. An axis may run backwards.

@<Functions that begin a figure@>=
static int is_log(const PlotPanel *q, int axis)
{
  return axis<BAR && (q->flags & (axis==X ? PLOT_LOG_X : PLOT_LOG_Y));
}
static int is_bare(const PlotPanel *q, int axis)
{
  return axis<BAR && (q->flags & (axis==X ? PLOT_NO_X : PLOT_NO_Y));
}
@#
static void set_axis(PlotPanel *q, int axis, double from, double to, const char *label)
{
  check_range(fmin(from, to), fmax(from, to), is_log(q, axis));
  q->range[axis][0]=from; @+ q->range[axis][1]=to;
  q->label[axis]=copy(label);
  q->axes=axis+1;
}
@#
void plot_axes(Plot *p, double x0, double x1, double y0, double y1, unsigned flags,
  const char *x_label, const char *y_label)
{
  PlotPanel *q=&p->panel[p->current];
  base_require(!q->ready, "%s: panel %d has axes already", p->name, p->current);
  q->flags=flags;
  set_axis(q, X, x0, x1, x_label);
  set_axis(q, Y, y0, y1, y_label);
  base_require(!(flags & PLOT_EQUAL) || !(is_log(q, X) || is_log(q, Y)),
    "%s: equal units on a logarithmic axis", p->name);
  q->ready=1; @+ q->frame=(flags & PLOT_EQUAL)!=0; @+ q->last=&q->first;
}

@ Titles, colour bars and pens are settings; none of them draws.

@<Functions that begin a figure@>=
void plot_title(Plot *p, const char *text)
{
  PlotPanel *q=current_panel(p);
  base_require(q->title==NULL, "%s: panel %d has a title already", p->name, p->current);
  q->title=copy(text);
}
@#
void plot_bar(Plot *p, double low, double high, const char *label)
{
  PlotPanel *q=current_panel(p);
  base_require(q->axes==BAR, "%s: panel %d has a colour bar already", p->name, p->current);
  set_axis(q, BAR, low, high, label);
}
@#
static void set_pen(Plot *p, double width, int dash)
{
  base_require(width>=0.1 && width<=20 && dash>=PLOT_SOLID && dash<=PLOT_DOTTED,
    "%s: there is no pen of %g points, dash %d", p->name, width, dash);
  p->pen.width=width; @+ p->pen.dash=dash;
}
@#
void plot_pen(Plot *p, int colour, double width, int dash)
{
  palette_lab(p->pen.lab, colour); @+ set_pen(p, width, dash);
}
@#
void plot_pen_map(Plot *p, double value, double width)
{
  map_lab(p->pen.lab, value); @+ set_pen(p, width, PLOT_SOLID);
}

@*1 Series.
On an axis from $v_0$ to $v_1$ the value~$v$ is at the fraction $(v-v_0)/(v_1-v_0)$, or on a logarithmic one at
$\log(v/v_0)/\log(v_1/v_0)$. Cairo keeps coordinates as integers of $2^{-8}$ points in 32 bits, so a curve that shoots off to
$10^{20}$ would come back from the other side. A fraction is therefore kept within a thousand boxes: nobody sees by how much
that turns a line that is nearly parallel to the axis.
@^overflow of integers@>

@<Functions that record series@>=
static double fraction(const PlotPanel *q, int axis, double v)
{
  double from=q->range[axis][0], to=q->range[axis][1];
  double f=is_log(q, axis) ? log(v/from)/log(to/from) : (v-from)/(to-from);
  return isfinite(f) ? fmin(fmax(f, -1000), 1000) : NAN;
}
static double along(const PlotPanel *q, int axis, double f) /* the inverse */
{
  double from=q->range[axis][0], to=q->range[axis][1];
  return is_log(q, axis) ? from*pow(to/from, f) : from+f*(to-from);
}
static int place(const PlotPanel *q, double x, double y, double at[2]) /* whether there is a place */
{
  double f=fraction(q, X, x), g=fraction(q, Y, y);
  at[0]=q->left+f*q->width; @+ at[1]=q->bottom-g*q->height;
  return isfinite(f) && isfinite(g);
}

@ A series is recorded with the pen of the moment.

@<Functions that record series@>=
static PlotItem *record(Plot *p, PlotKind kind, const char *name, int n,
  const double *x, const double *y, const double *z, const double *w)
{
  PlotPanel *q=current_panel(p);
  const double *column[4]={x, y, z, w};
  base_require(n>=0 && name!=NULL, "%s: a series of %d rows, or without a name", p->name, n);
  base_require(kind==TEXT || strpbrk(name, ",\"\r\n")==NULL,
    "%s: the name %s would break the table", p->name, name);
  PlotItem *it=base_new(1, sizeof *it);
  it->kind=kind; @+ it->pen=p->pen; @+ it->name=copy(name); @+ it->n=n;
  it->row=base_new((size_t)n, sizeof *it->row);
  for (int c=0; c<4; c++)
    for (int i=0; column[c]!=NULL && i<n; i++) it->row[i][c]=column[c][i];
  q->frame|=kind==IMAGE || kind==CONTOURS || kind==ARROWS;
  *q->last=it; @+ q->last=&it->next;
  return it;
}

@ With that, most of the interface is one line a function.

@<Functions that record series@>=
void plot_line(Plot *p, const char *name, int n, const double *x, const double *y)
{ @+ record(p, LINE, name, n, x, y, NULL, NULL); @+ }
void plot_band(Plot *p, const char *name, int n, const double *x, const double *low, const double *high)
{ @+ record(p, BAND, name, n, x, low, high, NULL); @+ }
void plot_errors(Plot *p, const char *name, int n, const double *x, const double *y, const double *dy)
{ @+ record(p, ERRORS, name, n, x, y, dy, NULL); @+ }
void plot_histogram(Plot *p, const char *name, int n, const double *edge, const double *height)
{ @+ record(p, HISTOGRAM, name, n, edge, height, edge+1, NULL); @+ }
void plot_points(Plot *p, const char *name, int n, const double *x, const double *y, int marker)
{
  base_require(marker>=PLOT_DISC && marker<=PLOT_DOT, "%s: there is no marker %d", p->name, marker);
  record(p, POINTS, name, n, x, y, NULL, NULL)->marker=marker;
}
void plot_arrows(Plot *p, const char *name, int n, const double *x, const double *y,
  const double *u, const double *v, double scale)
{ @+ record(p, ARROWS, name, n, x, y, u, v)->scale=scale; @+ }
void plot_text(Plot *p, double x, double y, const char *anchor, const char *text)
{
  PlotItem *it=record(p, TEXT, text, 1, &x, &y, NULL, NULL);
  base_require(strspn(anchor, "lrctb")==strlen(anchor), "%s: there is no anchor \"%s\"", p->name, anchor);
  it->anchor[0]=strchr(anchor, 'l')!=NULL ? 'l' : strchr(anchor, 'r')!=NULL ? 'r' : 'c';
  it->anchor[1]=strchr(anchor, 't')!=NULL ? 't' : strchr(anchor, 'b')!=NULL ? 'b' : 'c';
}

@ A field is given by its values at the centres of $n_x$ by $n_y$ cells that fill the axes, and are equal as seen on the page.

@<Functions that record series@>=
static double centre(const PlotPanel *q, int axis, double i, int n)
{
  return along(q, axis, (i+0.5)/n);
}
@#
void plot_image(Plot *p, const char *name, int nx, int ny, const double *z, double low, double high)
{
  PlotPanel *q=current_panel(p);
  base_require(nx>=1 && ny>=1 && nx<=8192 && ny<=8192, "%s: an image of %d by %d", p->name, nx, ny);
  check_range(low, high, 0);
  PlotItem *it=record(p, IMAGE, name, nx*ny, NULL, NULL, z, NULL);
  it->nx=nx; @+ it->ny=ny; @+ it->low=low; @+ it->high=high;
  for (int k=0; k<nx*ny; k++)
    it->row[k][0]=centre(q, X, k%nx, nx), it->row[k][1]=centre(q, Y, k/nx, ny);
}

@*1 Contours.
Where does a field that is known at points only have the value~$c$? The centres of four neighbouring cells form a square. A side
of it is crossed if $c$ lies between the values at its ends, at the place where linear interpolation gives~$c$; on a grid of
spacing~$h$ that place is wrong by $\bigO{h^2}$. The signs change an even number of times around the square, so no, two or four
sides are crossed, and two crossings are joined. This is \emph{marching squares}, the plane case of the algorithm of
\citet{lorensen1987}.
@^marching squares@>

Four crossings are a saddle, and can be joined in two ways. The bilinear interpolant of the values $z_0,\ldots,z_3$, counted
around the square, decides: its contours are hyperbolas, and at their centre it has the value
\begin{equation}\label{eq:plot-saddle}
  z_\ast=\frac{z_0z_2-z_1z_3}{z_0+z_2-z_1-z_3}.
\end{equation}
Corners 0 and 2, which lie on one side of~$c$, are connected inside the square exactly if $z_\ast$ lies on their side too
\citep{nielson1991}. The denominator is not zero, because $z_0,z_2$ are both larger than $z_1,z_3$, or both smaller.

@ Joined pieces should become long curves, so that a dashed contour has even dashes. Every side of the grid has a number: $2k$
is the side from point~$k$ to its right neighbour, $2k+1$ the one upwards. A crossed side has at most two partners, one for each
square that it bounds. If corners 0 and 2 are connected, then the curves cut off corner~1, which lies between sides 0 and~1, and
corner~3.

@<Functions for contours@>=
static void join(int (*partner)[2], int a, int b)
{
  partner[a][partner[a][0]>=0]=b;
  partner[b][partner[b][0]>=0]=a;
}
@#
static void march(int (*partner)[2], int nx, int ny, const double *z, double c)
{
  for (int k=0; k<nx*ny-nx; k++) {
    if (k%nx==nx-1) continue;
    double corner[4]={z[k], z[k+1], z[k+1+nx], z[k+nx]}; /* counterclockwise */
    int side[4]={2*k, 2*(k+1)+1, 2*(k+nx), 2*k+1}, crossed[4], n=0;
    if (!isfinite(corner[0]+corner[1]+corner[2]+corner[3])) continue;
    for (int s=0; s<4; s++)
      if ((corner[s]>=c)!=(corner[(s+1)%4]>=c)) crossed[n++]=side[s];
    if (n==2) join(partner, crossed[0], crossed[1]);
    if (n==4) {
      double saddle=(corner[0]*corner[2]-corner[1]*corner[3])/(corner[0]+corner[2]-corner[1]-corner[3]);
      int through=(saddle>=c)==(corner[0]>=c); /* \eqref{eq:plot-saddle} */
      join(partner, side[0], side[through ? 1 : 3]);
      join(partner, side[2], side[through ? 3 : 1]);
    }
  }
}

@ A walk begins at a side with one partner, the end of an open curve; when all of these are used up, anywhere on a closed one.
It erases the partners of the sides behind it, hence a closed curve ends on the side where it began.

@<Functions for contours@>=
static int walk(int (*partner)[2], int side, int *path) /* returns the number of sides on the curve */
{
  int n=0, before=-1;
  while (side>=0) {
    int *q=partner[side], next=q[0]!=before ? q[0] : q[1];
    q[0]=q[1]=-1;
    path[n++]=before=side;
    side=next;
  }
  return n;
}
@#
static void crossing(const PlotPanel *q, int nx, int ny, const double *z, double c,
  int side, double *x, double *y)
{
  int k=side/2, up=side%2;
  double t=(c-z[k])/(z[up ? k+nx : k+1]-z[k]);
  *x=centre(q, X, k%nx+(up ? 0 : t), nx);
  *y=centre(q, Y, k/nx+(up ? t : 0), ny);
}

@ With $N$ crossed sides there are at most $N/2$ curves, each with a gap after it and perhaps a repeated end, so $2N$ rows
suffice.

@<Functions for contours@>=
void plot_contours(Plot *p, const char *name, int nx, int ny, const double *z, int n, const double *level)
{
  PlotPanel *q=current_panel(p);
  base_require(nx>=2 && ny>=2 && nx<=8192 && ny<=8192, "%s: contours on %d by %d points", p->name, nx, ny);
  int sides=2*nx*ny, (*partner)[2]=base_new((size_t)sides, sizeof *partner);
  int *path=base_new((size_t)sides+1, sizeof *path);
  double *x=base_reals(2*(size_t)sides), *y=base_reals(2*(size_t)sides);
  for (int l=0; l<n; l++) {
    int rows=0;
    memset(partner, -1, (size_t)sides*sizeof *partner);
    march(partner, nx, ny, z, level[l]);
    for (int closed=0; closed<2; closed++)
      for (int s=0; s<sides; s++)
        if (partner[s][0]>=0 && (closed || partner[s][1]<0)) @<Append the contour through side |s|@>@;
    PlotItem *it=record(p, CONTOURS, name, rows, x, y, NULL, NULL);
    for (int i=0; i<rows; i++) it->row[i][2]=level[l];
  }
  free(partner); @+ free(path); @+ free(x); @+ free(y);
}

@ A gap follows each curve, so that the rows of a level can be drawn as one line.

@<Append the contour through side |s|@>=
{
  int length=walk(partner, s, path);
  for (int i=0; i<length; i++, rows++) crossing(q, nx, ny, z, level[l], path[i], &x[rows], &y[rows]);
  x[rows]=y[rows]=NAN;
  rows++;
}

@*1 Layout.
Ticks, margins and boxes depend on each other in a circle: how many labels fit depends on the size of the box, a margin on the
widest label, and the box on the margins. We go round a few times, beginning with a guess; it settles at once, because margins
change little.
@^layout@>

@<Functions that lay out a figure@>=
@<Choose the ticks of a panel@>@;
@<Measure the margins of a panel@>@;
@<Set the boxes of the panels@>@;
static void lay_out(Plot *p)
{
  for (int k=0; k<p->panels; k++) p->panel[k].width=p->panel[k].height=0.7*p->width/p->columns;
  for (int pass=0; pass<4; pass++) {
    for (int k=0; k<p->panels; k++)
      if (p->panel[k].ready) choose_ticks(p, &p->panel[k]), measure_margins(p, &p->panel[k]);
    set_boxes(p);
    for (int k=p->rows*p->columns; k<p->panels; k++)
      set_inset(&p->panel[k], &p->panel[p->panel[k].parent]);
  }
}

@ There is room for a label every 26 points along an axis if they stand side by side, and every 16 if one above the other; there
are fewer if they turn out to be long, and if two are still too many every second one is left out.

@<Choose the ticks of a panel@>=
static const double size=8, small=7; /* of text, in points */
static double length(const PlotPanel *q, int axis) { return axis==X ? q->width : q->height; }
static int crowded(Plot *p, const PlotPanel *q, int axis)
{
  const PlotTicks *t=&q->tick[axis];
  double last=-INFINITY, last_half=0;
  for (int k=0; k<t->n; k++) {
    if (t->label[k][0]=='\0') continue;
    double at=length(q, axis)*fraction(q, axis, t->at[k]);
    double half=axis==X ? (text_width(p, t->label[k], small)+small)/2 : 0.8*small;
    if (fabs(at-last)<half+last_half) return 1;
    last=at; @+ last_half=half;
  }
  return 0;
}
static void choose_ticks(Plot *p, PlotPanel *q)
{
  for (int axis=X; axis<q->axes; axis++) {
    const double *r=q->range[axis];
    int most=(int)fmin(fmax(length(q, axis)/(axis==X ? 26 : 16), 3), 7);
    PlotTicks *t=&q->tick[axis];
    do plot_ticks(t, fmin(r[0], r[1]), fmax(r[0], r[1]), is_log(q, axis), most);
    while (crowded(p, q, axis) && --most>=2);
    if (crowded(p, q, axis))
      for (int k=1; k<t->n; k+=2) t->label[k][0]='\0';
  }
}

@ The margin on the left holds the ticks, the widest of their labels, and the name of the axis, which stands upright if it is as
narrow as a letter or two, and is turned otherwise. Every margin also holds what sticks out at the end of an axis: half a label.

@<Measure the margins of a panel@>=
static const double tick=2.8, gap=2.4, space=3.5; /* a tick; from it to its label; from there to the name of the axis */
static const double bar_gap=6, bar_width=7;
static double widest(Plot *p, const PlotPanel *q, int axis)
{
  double width=0;
  for (int k=0; k<q->tick[axis].n; k++) width=fmax(width, text_width(p, q->tick[axis].label[k], small));
  return width;
}
static double room(Plot *p, const PlotPanel *q, int axis) /* beside an axis */
{
  double name=text_width(p, q->label[axis], size), numbers=axis==X ? digit*small : widest(p, q, axis);
  if (name>0) name=space+(axis==Y && name<1.5*size ? name : (ascent+descent)*size);
  return name+(is_bare(q, axis) ? 0 : tick+gap+numbers);
}
static void measure_margins(Plot *p, PlotPanel *q)
{
  double end=is_bare(q, X) ? 0 : widest(p, q, X)/2, half=0.6*small;
  q->margin[0]=fmax(end, room(p, q, Y));
  q->margin[1]=q->axes>BAR ? bar_gap+bar_width+room(p, q, BAR) : end;
  q->margin[2]=q->title!=NULL ? space+ascent*size : half;
  q->margin[3]=fmax(is_bare(q, Y) ? 0 : half, room(p, q, X));
}

@ In a column of the grid all boxes have the same width and stand exactly above each other; for a row it is likewise. So a
margin is that of the panel that needs most, and the names of axes, at the outer ends of the margins, are in line.

@<Set the boxes of the panels@>=
@<Make the units of a panel equal@>@;
static void set_boxes(Plot *p)
{
  static const double edge=1, between=7; /* of the page; panels */
  double margin[4][PANELS]={{0}}, x=edge, y=edge, across=2*edge-between, down=2*edge-between;
  int rows=p->rows, columns=p->columns;
  for (int k=0; k<4*rows*columns; k++) {
    double *m=&margin[k%4][k%4<2 ? k/4%columns : k/4/columns];
    *m=fmax(*m, p->panel[k/4].margin[k%4]);
  }
  for (int c=0; c<columns; c++) across+=margin[0][c]+margin[1][c]+between;
  for (int r=0; r<rows; r++) down+=margin[2][r]+margin[3][r]+between;
  double width=(p->width-across)/columns;
  double height=p->free_height ? tallest(p, width) : (p->height-down)/rows;
  if (p->free_height) p->height=rows*height+down;
  base_require(width>=15 && height>=15, "%s: no room for a panel beside the labels", p->name);
  for (int k=0; k<rows*columns; k++) {
    int c=k%columns, r=k/columns;
    PlotPanel *q=&p->panel[k];
    for (int side=0; side<4; side++) q->margin[side]=margin[side][side<2 ? c : r];
    q->left=x+margin[0][c]; @+ q->bottom=y+margin[2][r]+height;
    q->width=width; @+ q->height=height;
    make_equal(q);
    x=c<columns-1 ? q->left+width+margin[1][c]+between : edge;
    if (c==columns-1) y+=margin[2][r]+height+margin[3][r]+between;
  }
}

@ Where one unit must be equally long on both axes, the box shrinks about its centre in the direction in which there is room to
spare. On a page whose height is free, there is none.

@<Make the units of a panel equal@>=
static double aspect(const PlotPanel *q)
{
  return fabs((q->range[Y][1]-q->range[Y][0])/(q->range[X][1]-q->range[X][0]));
}
static void make_equal(PlotPanel *q)
{
  if (!(q->flags & PLOT_EQUAL)) return;
  double width=fmin(q->width, q->height/aspect(q)), height=width*aspect(q);
  q->left+=(q->width-width)/2; @+ q->bottom-=(q->height-height)/2;
  q->width=width; @+ q->height=height;
}
static double tallest(const Plot *p, double width)
{
  double height=0;
  for (int k=0; k<p->rows*p->columns; k++)
    if (p->panel[k].flags & PLOT_EQUAL) height=fmax(height, width*aspect(&p->panel[k]));
  return height;
}
static void set_inset(PlotPanel *q, const PlotPanel *around)
{
  q->left=around->left+q->part[0]*around->width; @+ q->bottom=around->bottom-q->part[1]*around->height;
  q->width=q->part[2]*around->width; @+ q->height=q->part[3]*around->height;
  make_equal(q);
}

@*1 Drawing.
A panel is drawn from the back to the front: images, the axes, everything else. Curves then run over the thin grey axes, while
an image does not cover them. Plots of curves have two axes; pictures of a plane, which are images, contours, arrows and all
panels with equal units, have a frame. An inset first clears its ground.

@<Functions that draw a panel@>=
@<Small functions for drawing@>@;
@<Draw the axes of a panel@>@;
@<Draw one series or text@>@;
static void draw_panel(Plot *p, const PlotPanel *q)
{
  if (q->parent>=0) {
    cairo_set_source_rgb(p->cr, 1, 1, 1);
    cairo_rectangle(p->cr, q->left, q->bottom-q->height, q->width, q->height);
    cairo_fill(p->cr);
  }
  for (const PlotItem *it=q->first; it!=NULL; it=it->next)
    if (it->kind==IMAGE) paint(p, it, q->left, q->bottom-q->height, q->width, q->height);
  draw_axes(p, q);
  for (const PlotItem *it=q->first; it!=NULL; it=it->next)
    if (it->kind!=IMAGE) draw_item(p, q, it);
}

@ A pen has a width, a colour, and a dash that is longer for a wider pen, though less than in proportion. Dashes have no round
ends, which would close their gaps.

@<Small functions for drawing@>=
static void ink(Plot *p, const double lab[3], double opacity)
{
  double rgb[3];
  lab_to_rgb(rgb, lab);
  cairo_set_source_rgba(p->cr, rgb[0], rgb[1], rgb[2], opacity);
}
static void take_pen(Plot *p, const PlotPen *pen)
{
  double w=sqrt(pen->width), dash[3][2]={{0}, {4.5*w, 2.5*w}, {0.1, 2.4*w}};
  ink(p, pen->lab, 1);
  cairo_set_line_width(p->cr, pen->width);
  cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(p->cr, pen->dash==PLOT_DASHED ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_dash(p->cr, dash[pen->dash], pen->dash==PLOT_SOLID ? 0 : 2, 0);
}

@ An image goes into the file as pixels, one a cell, and the reader's program enlarges them; the filter asks it not to blur. A
value that is not a number has no colour, and leaves the paper white.

@<Small functions for drawing@>=
static uint32_t colour_word(double t)
{
  double rgb[3];
  uint32_t word=0;
  if (isnan(t)) return 0xffffff;
  plot_colour(rgb, t);
  for (int c=0; c<3; c++) word=word<<8 | (uint32_t)lround(255*rgb[c]);
  return word;
}
static void paint(Plot *p, const PlotItem *it, double left, double top, double width, double height)
{
  cairo_surface_t *s=cairo_image_surface_create(CAIRO_FORMAT_RGB24, it->nx, it->ny);
  unsigned char *pixels=cairo_image_surface_get_data(s);
  if (pixels==NULL) base_fail("%s: no memory for an image of %d by %d", p->name, it->nx, it->ny);
  for (int k=0; k<it->nx*it->ny; k++) {
    int down=it->ny-1-k/it->nx; /* the first row is the lowest */
    uint32_t *pixel=(uint32_t *)(void *)(pixels+down*cairo_image_surface_get_stride(s));
    pixel[k%it->nx]=colour_word((it->row[k][2]-it->low)/(it->high-it->low));
  }
  cairo_surface_mark_dirty(s);
  cairo_save(p->cr);
  cairo_translate(p->cr, left, top); @+ cairo_scale(p->cr, width/it->nx, height/it->ny);
  cairo_set_source_surface(p->cr, s, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(p->cr), CAIRO_FILTER_NEAREST);
  cairo_paint(p->cr);
  cairo_restore(p->cr);
  cairo_surface_destroy(s);
}

@ The three axes differ in the direction in which their ticks point, and in the side on which a label is tied to its tick.
Numbers are darker than the axes, because they are read.

@<Draw the axes of a panel@>=
static const double axis_ink[3]={50, 0, 0}, text_ink[3]={10, 0, 0}; /* CIELAB */
static void draw_ticks(Plot *p, const PlotPanel *q, int axis)
{
  static const double away[3][2]={{0,1}, {-1,0}, {1,0}}, tied[3][2]={{0.5,1}, {1,0.5}, {0,0.5}};
  const PlotTicks *t=&q->tick[axis];
  const double *a=away[axis];
  for (int k=0; k<t->n; k++) {
    double f=fraction(q, axis, t->at[k]), long_tick=t->label[k][0]!='\0' ? tick : 0.6*tick;
    double x=q->left+(axis==X ? f*q->width : axis==BAR ? q->width+bar_gap+bar_width : 0);
    double y=q->bottom-(axis==X ? 0 : f*q->height);
    ink(p, axis_ink, 1);
    cairo_move_to(p->cr, x, y); @+ cairo_rel_line_to(p->cr, long_tick*a[0], long_tick*a[1]);
    cairo_stroke(p->cr);
    ink(p, text_ink, 1);
    if (!is_bare(q, axis)) say(p, t->label[k], small, x+(tick+gap)*a[0], y+(tick+gap)*a[1],
      tied[axis][0], tied[axis][1], 0, 0);
  }
}

@ The names of the axes stand at the outer ends of the margins, the one of $y$ upright if it is narrow, as measured above.

@<Draw the axes of a panel@>=
static void draw_axes(Plot *p, const PlotPanel *q)
{
  double top=q->bottom-q->height, middle=q->bottom-q->height/2, outer=q->left-q->margin[0];
  cairo_set_dash(p->cr, NULL, 0, 0); @+ cairo_set_line_width(p->cr, 0.5);
  cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_SQUARE);
  if (q->axes>BAR) @<Draw the strip of the colour bar@>@;
  ink(p, axis_ink, 1);
  cairo_move_to(p->cr, q->left, top);
  cairo_rel_line_to(p->cr, 0, q->height); @+ cairo_rel_line_to(p->cr, q->width, 0);
  if (q->frame) cairo_rel_line_to(p->cr, 0, -q->height), cairo_close_path(p->cr);
  cairo_stroke(p->cr);
  for (int axis=X; axis<q->axes; axis++) draw_ticks(p, q, axis);
  say(p, q->title, size, q->left, top-space, 0, 0, 0, 0);
  say(p, q->label[X], size, q->left+q->width/2, q->bottom+q->margin[3]-descent*size, 0.5, 0, 0, 0);
  if (text_width(p, q->label[Y], size)<1.5*size) say(p, q->label[Y], size, outer, middle, 0, 0.5, 0, 0);
  else say(p, q->label[Y], size, outer+ascent*size, middle, 0.5, 0, -pi/2, 0);
  say(p, q->label[BAR], size, q->left+q->width+q->margin[1]-descent*size, middle, 0.5, 0, -pi/2, 0);
}

@ The colour bar is an image as well, one cell wide.

@<Draw the strip of the colour bar@>=
{
  double row[256][4]={{0}}, left=q->left+q->width+bar_gap;
  PlotItem strip={@[.row@]=row, @[.nx@]=1, @[.ny@]=256, @[.high@]=255};
  for (int k=0; k<256; k++) row[k][2]=k;
  paint(p, &strip, left, top, bar_width, q->height);
  ink(p, axis_ink, 1);
  cairo_rectangle(p->cr, left, top, bar_width, q->height);
  cairo_stroke(p->cr);
}

@ Data are cut off at the axes, or rather half a pen outside, so that a line that runs along an axis has its full width.

@<Draw one series or text@>=
@<Draw a line, a band or a histogram@>@;
@<Draw points, error bars or arrows@>@;
@<Draw a text beside a point of the data@>@;
typedef void PlotDraw(Plot *p, const PlotPanel *q, const PlotItem *it);
static void draw_item(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  static PlotDraw *const draw[]={ draw_line, draw_points, draw_band, draw_errors, draw_histogram, NULL,@|
    draw_line, draw_arrows, draw_text};
  double beyond=it->pen.width/2;
  cairo_save(p->cr);
  take_pen(p, &it->pen);
  if (it->kind!=POINTS && it->kind!=TEXT) {
    cairo_rectangle(p->cr, q->left-beyond, q->bottom-q->height-beyond,
      q->width+2*beyond, q->height+2*beyond);
    cairo_clip(p->cr);
  }
  draw[it->kind](p, q, it);
  cairo_restore(p->cr);
}

@ A line is lifted at its gaps.

@<Draw a line, a band or a histogram@>=
static void draw_line(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  double at[2];
  for (int i=0, down=0; i<it->n; i++) {
    int there=place(q, it->row[i][0], it->row[i][1], at);
    if (there && down) cairo_line_to(p->cr, at[0], at[1]);
    else if (there) cairo_move_to(p->cr, at[0], at[1]);
    down=there;
  }
  cairo_stroke(p->cr);
}

@ A band is filled run by run between its gaps: forwards along the lower curve, backwards along the upper one. It is a quarter
opaque, so that whatever is under it, or another band, shows through.

@<Draw a line, a band or a histogram@>=
static const double tint=0.25;
static void draw_band(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  double low[2], high[2];
  for (int i=0, end; i<it->n; i=end+1) {
    for (end=i; end<it->n; end++) {
      const double *row=it->row[end];
      if (!place(q, row[0], row[1], low) || !place(q, row[0], row[2], high)) break;
      cairo_line_to(p->cr, low[0], low[1]);
    }
    for (int k=end-1; k>=i; k--) {
      place(q, it->row[k][0], it->row[k][2], high);
      cairo_line_to(p->cr, high[0], high[1]);
    }
    cairo_close_path(p->cr);
  }
  ink(p, it->pen.lab, tint);
  cairo_fill(p->cr);
}

@ A histogram is an outline, filled with a tint. It stands on zero, or on the end of the axis if zero is out of sight. A height
without a place is an empty bin.

@<Draw a line, a band or a histogram@>=
static void draw_histogram(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  const double *r=q->range[Y];
  double ground=fmin(fmax(0, fmin(r[0], r[1])), fmax(r[0], r[1])), at[2];
  for (int i=0; i<it->n; i++) {
    const double *row=it->row[i];
    double height=isfinite(fraction(q, Y, row[1])) ? row[1] : ground, corner[4][2]={
      {row[0], ground}, {row[0], height}, {row[2], height}, {row[2], ground}};
    for (int k=i==0 ? 0 : 1; k<(i==it->n-1 ? 4 : 3); k++)
      if (place(q, corner[k][0], corner[k][1], at)) cairo_line_to(p->cr, at[0], at[1]);
  }
  ink(p, it->pen.lab, tint);
  cairo_fill_preserve(p->cr);
  ink(p, it->pen.lab, 1);
  cairo_stroke(p->cr);
}

@ A point is not cut off: if its centre is within the axes it is drawn whole, otherwise not at all. Markers differ in shape and
have nearly equal areas. A circle is white inside, so that it hides the curve under it and is not taken for a disc. Dots are for
thousands of points: each is a line of no length with round ends, the shortest thing that PDF can say.

@<Draw points, error bars or arrows@>=
@<Draw one marker@>@;
static void draw_points(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  double at[2];
  cairo_set_dash(p->cr, NULL, 0, 0); @+ cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_ROUND);
  if (it->marker!=PLOT_DOT) cairo_set_line_width(p->cr, fmin(it->pen.width, 0.9));
  for (int i=0; i<it->n; i++)
    if (place(q, it->row[i][0], it->row[i][1], at) && fabs(at[0]-q->left-q->width/2)<=q->width/2+0.01 @|
        && fabs(at[1]-q->bottom+q->height/2)<=q->height/2+0.01)
      draw_marker(p, it, at[0], at[1], 1.1+0.6*it->pen.width);
  cairo_stroke(p->cr);
}

@ A regular polygon of $k$ corners on a circle of radius~$r$ has the area $\frac k2r^2\sin\frac{2\pi}k$, and its $r$ is chosen to make that the area of the disc.

@<Draw one marker@>=
static void draw_marker(Plot *p, const PlotItem *it, double x, double y, double r)
{
  int corners=it->marker==PLOT_SQUARE ? 4 : it->marker==PLOT_TRIANGLE ? 3 : 0;
  cairo_t *cr=p->cr;
  if (corners>0) r*=sqrt(pi/(corners/2.0*sin(2*pi/corners))); /* the area of the disc */
  for (int k=0; k<corners; k++)
    cairo_line_to(cr, x+r*sin(pi*(2*k+1)/corners), y+r*cos(pi*(2*k+1)/corners));
  if (it->marker==PLOT_DOT) cairo_move_to(cr, x, y), cairo_line_to(cr, x, y);
  if (it->marker==PLOT_CROSS)
    for (int s=-1; s<=1; s+=2) cairo_move_to(cr, x-r, y-s*r), cairo_line_to(cr, x+r, y+s*r);
  if (it->marker==PLOT_DISC || it->marker==PLOT_CIRCLE)
    cairo_new_sub_path(cr), cairo_arc(cr, x, y, r, 0, 2*pi);
  if (it->marker<PLOT_CROSS && it->marker!=PLOT_CIRCLE) cairo_fill(cr);
  if (it->marker==PLOT_CIRCLE) {
    cairo_set_source_rgb(cr, 1, 1, 1); @+ cairo_fill_preserve(cr);
    ink(p, it->pen.lab, 1); @+ cairo_stroke(cr);
  }
}

@ Error bars have short feet. The head of an arrow is a triangle, smaller for a short arrow; an arrow with no length has no
direction, and is left out.

@<Draw points, error bars or arrows@>=
static void draw_errors(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  static const double foot=1.4; /* half its length, in points */
  for (int i=0; i<it->n; i++) {
    const double *row=it->row[i];
    double a[2], b[2];
    if (!place(q, row[0], row[1]-row[2], a) || !place(q, row[0], row[1]+row[2], b)) continue;
    cairo_move_to(p->cr, a[0]-foot, a[1]); @+ cairo_rel_line_to(p->cr, 2*foot, 0);
    cairo_move_to(p->cr, b[0]-foot, b[1]); @+ cairo_rel_line_to(p->cr, 2*foot, 0);
    cairo_move_to(p->cr, a[0], a[1]); @+ cairo_line_to(p->cr, b[0], b[1]);
  }
  cairo_stroke(p->cr);
}
@#
static void draw_arrows(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  cairo_set_dash(p->cr, NULL, 0, 0); @+ cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_BUTT);
  for (int i=0; i<it->n; i++) {
    const double *row=it->row[i];
    double a[2], b[2], x=row[0]+it->scale*row[2], y=row[1]+it->scale*row[3];
    if (!place(q, row[0], row[1], a) || !place(q, x, y, b)) continue;
    double length=hypot(b[0]-a[0], b[1]-a[1]), head=fmin(2.6+1.6*it->pen.width, 0.6*length);
    if (length==0) continue;
    double u=(b[0]-a[0])/length*head, v=(b[1]-a[1])/length*head;
    cairo_move_to(p->cr, a[0], a[1]); @+ cairo_line_to(p->cr, b[0]-0.8*u, b[1]-0.8*v);
    cairo_stroke(p->cr);
    cairo_move_to(p->cr, b[0], b[1]);
    cairo_line_to(p->cr, b[0]-u-0.4*v, b[1]-v+0.4*u);
    cairo_line_to(p->cr, b[0]-u+0.4*v, b[1]-v-0.4*u);
    cairo_fill(p->cr);
  }
}

@ A text takes the colour of its pen, so that it needs no line to what it names; but a pale colour makes pale letters, hence its
lightness is at most~45. White is exempt, for writing on a dark image, and goes without the seam. A text stands a little apart
from its point.

@<Draw a text beside a point of the data@>=
static void draw_text(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  static const double apart=3; /* points */
  const double *lab=it->pen.lab;
  double at[2], dark=lab[0]>45 && lab[0]<95 ? 45/lab[0] : 1;
  double darker[3]={dark*lab[0], dark*lab[1], dark*lab[2]};
  double h=it->anchor[0]=='l' ? 0 : it->anchor[0]=='r' ? 1 : 0.5;
  double v=it->anchor[1]=='b' ? 0 : it->anchor[1]=='t' ? 1 : 0.5;
  if (!place(q, it->row[0][0], it->row[0][1], at)) return;
  ink(p, darker, 1);
  say(p, it->name, size, at[0]+2*(0.5-h)*apart, at[1]+2*(v-0.5)*apart, h, v, 0, lab[0]<95);
}

@*1 The end of a figure.
Everything is known now: lay out, draw, write the table, free.

@<Functions that end a figure@>=
@<Write the table of the data@>@;
@<Free a figure@>@;
void plot_end(Plot *p)
{
  lay_out(p);
  cairo_pdf_surface_set_size(p->surface, p->width, p->height);
  for (int k=0; k<p->panels; k++)
    if (p->panel[k].ready) draw_panel(p, &p->panel[k]);
  cairo_surface_finish(p->surface);
  check_surface(p);
  write_table(p);
  free_figure(p);
}

@ Seventeen digits give a |double| back exactly. The C library can print a minus before |nan|, depending on how it came about;
we print none.

@<Write the table of the data@>=
static void write_table(const Plot *p)
{
  static const char *const kind[]={"line", "points", "band", "errors", "histogram",
    "image", "contours", "arrows"};
  static const int columns[]={2, 2, 3, 3, 3, 3, 3, 4};
  char *path=cli_path(p->name, "csv");
  FILE *file=base_open(path);
  fprintf(file, "panel,series,kind,x,y,z,w\n");
  for (int k=0; k<p->panels; k++)
    for (const PlotItem *it=p->panel[k].first; it!=NULL; it=it->next)
      for (int i=0; it->kind!=TEXT && i<it->n; i++) {
        fprintf(file, "%d,%s,%s", k, it->name, kind[it->kind]);
        for (int c=0; c<4; c++) {
          double v=it->row[i][c];
          if (c>=columns[it->kind]) fprintf(file, ",");
          else if (isnan(v)) fprintf(file, ",nan");
          else fprintf(file, ",%.17g", v);
        }
        fprintf(file, "\n");
      }
  base_close(file, path);
  free(path);
}

@ What Pango and Fontconfig have read of the fonts they keep until the program ends; all else goes back.

@<Free a figure@>=
static void free_figure(Plot *p)
{
  for (int k=0; k<p->panels; k++) {
    PlotPanel *q=&p->panel[k];
    for (PlotItem *it=q->first, *next; it!=NULL; it=next) {
      next=it->next;
      free(it->name); @+ free(it->row); @+ free(it);
    }
    for (int axis=X; axis<=BAR; axis++) free(q->label[axis]);
    free(q->title);
  }
  g_object_unref(p->layout);
  cairo_destroy(p->cr); @+ cairo_surface_destroy(p->surface);
  free(p->panel); @+ free(p->name); @+ free(p->path); @+ free(p);
}

@*1 The figures of this appendix.
The program draws every kind of series at least once. Its subjects come from outside the theory of this book.

@(plot_main.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
@#
static const double pi=3.14159265358979323846, e=2.71828182845904523536;
@<Draw a noisy oscillation@>@;
@<Draw three difference quotients@>@;
@<Draw the colours of the book@>@;
@<Draw a row of vortices@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "plot", NULL, 0);
  Plot *p=plot_new("lines", 122, 58);
  plot_grid(p, 1, 2);
  draw_oscillation(p);
  plot_panel(p, 1); @+ draw_quotients(p);
  plot_end(p);
  draw_colours();
  draw_vortices();
  return results_end();
}

@ \fig{plot/lines} begins with a curve, points measured on it, and what is known of their errors. The curve lies under the
points: a reader should see where a point misses it. Of the \num{plot.points} means \num{plot.inside} lie within one standard
error of the truth.

@<Draw a noisy oscillation@>=
static double oscillation(double t) { return exp(-t/5)*cos(2*t); }
@#
static void draw_oscillation(Plot *p)
{
  enum { n=200, points=25, readings=10, bins=16 };
  const double sigma=0.3, standard=sigma/sqrt(readings);
  double t[n], x[n], low[n], high[n], at[points], mean[points], err[points], noise[points*readings];
  double edge[bins+1], share[bins]={0}, inside=0;
  for (int i=0; i<=bins; i++) edge[i]=8.0*i/bins-4;
  for (int i=0; i<n; i++) {
    t[i]=12.0*i/(n-1); @+ x[i]=oscillation(t[i]);
    low[i]=x[i]-standard; @+ high[i]=x[i]+standard;
  }
  rng_normal(noise, points*readings, cli_seed(), 0, 0);
  for (int i=0; i<points; i++) {
    at[i]=0.5*i; @+ mean[i]=oscillation(at[i]); @+ err[i]=standard;
    for (int k=0; k<readings; k++) {
      double z=noise[i*readings+k];
      mean[i]+=sigma*z/readings;
      if (fabs(z)<4) share[(int)((z+4)*bins/8)]+=bins/8.0/(points*readings);
    }
    inside+=fabs(mean[i]-oscillation(at[i]))<standard;
  }
  @<Put the oscillation and its measurement into the panel@>@;
  @<Put the distribution of the noise into an inset@>@;
}

@ @<Put the oscillation and its measurement into the panel@>=
results_number("plot.readings", readings, "%.0f");
results_number("plot.points", points, "%.0f");
results_number("plot.inside", inside, "%.0f");
plot_axes(p, 0, 12, -1, 1.8, 0, "time $t$", "$x(t)$");
plot_pen(p, PLOT_SKY, 1, PLOT_SOLID);
plot_band(p, "one standard error", n, t, low, high);
plot_pen(p, PLOT_BLUE, 1, PLOT_SOLID);
plot_line(p, "exact", n, t, x);
plot_text(p, 1.8, -0.8, "l", "$e^{-t/5}$ cos $2t$");
plot_pen(p, PLOT_VERMILLION, 0.7, PLOT_SOLID);
plot_errors(p, "mean", points, at, mean, err);
plot_points(p, "mean", points, at, mean, PLOT_DISC);
plot_text(p, 3.1, 0.75, "cb", "means");

@ The inset lies where the curve leaves room.

@<Put the distribution of the noise into an inset@>=
for (int i=0; i<n; i++) t[i]=8.0*i/(n-1)-4, x[i]=exp(-t[i]*t[i]/2)/sqrt(2*pi);
plot_inset(p, 0.56, 0.72, 0.4, 0.26);
plot_axes(p, -4, 4, 0, 0.5, PLOT_NO_Y, NULL, NULL);
plot_pen(p, PLOT_VERMILLION, 0.5, PLOT_SOLID);
plot_histogram(p, "noise", bins, edge, share);
plot_pen(p, PLOT_BLUE, 0.8, PLOT_SOLID);
plot_line(p, "normal density", n, t, x);

@ The quotients $(f(x+h)-f(x))/h$, $(f(x+h)-f(x-h))/2h$ and $(8f(x+h)-8f(x-h)-f(x+2h)+f(x-2h))/12h$ have relative errors $h/2$,
$h^2/6$ and $h^4/30$ for $f=e^x$, to leading order, and rounding adds about $2^{-53}/h$. \claim{plot.quotients} The higher the
order, the smaller the best error.
@^difference quotients@>

@<Draw three difference quotients@>=
static double quotient(int k, double h)
{
  if (k==0) return (exp(1+h)-e)/h;
  if (k==1) return (exp(1+h)-exp(1-h))/(2*h);
  return (8*(exp(1+h)-exp(1-h))-exp(1+2*h)+exp(1-2*h))/(12*h);
}
@#
static void draw_quotients(Plot *p)
{
  enum { n=46 };
  static const struct { @+ double order, constant, x, y; @+ const char *anchor, *name; @+ } row[3]={
    {1, 1.0/2, 1e-4, 1e-4, "rb", "$h$"}, {2, 1.0/6, 2e-3, 2e-6, "rb", "$h^2$"},
    {4, 1.0/30, 2e-2, 1e-8, "lt", "$h^4$"} };
  double h[n], err[n], theory[n], best[3]={1, 1, 1};
  plot_axes(p, 1e-15, 1, 1e-15, 1, PLOT_LOG_X+PLOT_LOG_Y, "step $h$", "relative error");
  for (int k=0; k<3; k++) {
    for (int i=0; i<n; i++) {
      h[i]=pow(10, -i/3.0);
      err[i]=fabs(quotient(k, h[i])/e-1);
      theory[i]=row[k].constant*pow(h[i], row[k].order)+0x1p-53/h[i];
      best[k]=fmin(best[k], err[i]);
    }
    plot_pen(p, PLOT_BLUE+k, 0.8, k);
    plot_line(p, "theory", n, h, theory);
    plot_pen(p, PLOT_BLUE+k, 0.6, PLOT_SOLID);
    plot_points(p, row[k].name, n, h, err, PLOT_DISC+k);
    plot_text(p, row[k].x, row[k].y, row[k].anchor, row[k].name);
  }
  results_claim("plot.quotients", best[2]<best[1] && best[1]<best[0]);
}

@ \fig{plot/colours} uses the pens that it shows. The curve of the map is drawn in as many short pieces as it has colours here.

@<Draw the colours of the book@>=
@<Find the coordinates of a colour in CIELAB@>@;
static void draw_colours(void)
{
  enum { n=120 };
  static const char *const name[]={"black", "blue", "vermillion", "green", "purple", "orange", "sky", "grey"};
  static const char *const anchor[]={"l", "rt", "l", "r", "l", "l", "r", "l"};
  double t[n], map[3][n], rgb[3], lab[3], x[2]={0, 1};
  Plot *p=plot_new("colours", 122, 0);
  plot_grid(p, 1, 2);
  plot_axes(p, -85, 110, -70, 90, PLOT_EQUAL, "$a$*, green to red", "$b$*, blue to yellow");
  plot_panel(p, 1);
  plot_axes(p, 0, 1, 0, 100, 0, "$t$", "lightness $L$*");
  for (int i=0; i<n; i++) {
    plot_colour(rgb, t[i]=i/(n-1.0));
    for (int c=0; c<3; c++) map[c][i]=cielab(rgb, c);
  }
  for (int k=0; k<8; k++) @<Draw colour |k| of the palette in both panels@>@;
  for (int i=0; i+1<n; i++) {
    plot_pen_map(p, t[i], 3);
    plot_panel(p, 0); @+ plot_line(p, "map", 2, &map[1][i], &map[2][i]);
    plot_panel(p, 1); @+ plot_line(p, "map", 2, &t[i], &map[0][i]);
  }
  plot_end(p);
}

@ A pale colour is named in a darker shade of itself, so even sky blue can be read.

@<Draw colour |k| of the palette in both panels@>=
{
  plot_palette(rgb, k);
  for (int c=0; c<3; c++) lab[c]=cielab(rgb, c);
  double y[2]={lab[0], lab[0]};
  plot_panel(p, 0);
  plot_pen(p, k, 2, PLOT_SOLID);
  plot_points(p, name[k], 1, &lab[1], &lab[2], PLOT_DISC);
  if (k>0) plot_text(p, lab[1], lab[2], anchor[k], name[k]);
  plot_panel(p, 1);
  plot_pen(p, k, 1.2, k%3);
  plot_line(p, name[k], 2, x, y);
  plot_text(p, y[0]<70 ? 1.03 : 0, y[0], y[0]<70 ? "r" : "l", name[k]);
}

@ The way from the screen to CIELAB is the inverse of the one above.

@<Find the coordinates of a colour in CIELAB@>=
static double cube_root(double t) { return t>216.0/24389 ? cbrt(t) : t*841/108+4.0/29; }
static double cielab(const double rgb[3], int coordinate)
{
  double u[3];
  for (int c=0; c<3; c++) u[c]=rgb[c]<=0.04045 ? rgb[c]/12.92 : pow((rgb[c]+0.055)/1.055, 2.4);
  double x=cube_root((0.4124564*u[0]+0.3575761*u[1]+0.1804375*u[2])/0.95047);
  double y=cube_root(0.2126729*u[0]+0.7151522*u[1]+0.0721750*u[2]);
  double z=cube_root((0.0193339*u[0]+0.1191920*u[1]+0.9503041*u[2])/1.08883);
  return coordinate==0 ? 116*y-16 : coordinate==1 ? 500*(x-y) : 200*(y-z);
}

@ Stuart's vortices are an exact steady flow of a fluid without viscosity, with the stream function
$\psi=\ln(\cosh y+\frac12\cos x)$ and the velocity $(\partial_y\psi,-\partial_x\psi)$. \fig{plot/fields} shows it twice: by what
stays constant, and by what moves. A particle keeps its~$\psi$, so its path, computed by Heun's method, is a contour, computed
by marching squares. \claim{plot.paths} They agree: along the paths $\psi$ varies by \num{plot.drift} at most.
@^Stuart vortices@>

\showfig{plot/fields}{A row of vortices, periodic in $x$. Left: the stream function, and contours. Right: the velocity, and the
paths of particles that start at the same values of the stream function. The third contour passes through the points of rest.}

@<Draw a row of vortices@>=
static double stream(double x, double y) { return log(cosh(y)+0.5*cos(x)); }
static void velocity(double w[2], double x, double y)
{
  w[0]=sinh(y)/(cosh(y)+0.5*cos(x)); @+ w[1]=0.5*sin(x)/(cosh(y)+0.5*cos(x));
}
static void follow(int n, double *x, double *y, double h) /* from |(x[0],y[0])| */
{
  double a[2], b[2];
  for (int i=0; i+1<n; i++) {
    velocity(a, x[i], y[i]); @+ velocity(b, x[i]+h*a[0], y[i]+h*a[1]);
    x[i+1]=x[i]+h/2*(a[0]+b[0]); @+ y[i+1]=y[i]+h/2*(a[1]+b[1]);
  }
}

@ @<Draw a row of vortices@>=
static void draw_vortices(void)
{
  enum { nx=160, ny=128, n=1601, across=12, down=9 };
  double level[5]={-0.45, 0, log(1.5), 0.9, 1.4};
  double *psi=base_reals(nx*ny), *x=base_reals(n), *y=base_reals(n);
  double at[4][across*down], w[2], drift=0;
  Plot *p=plot_new("fields", 122, 0);
  plot_grid(p, 1, 2);
  @<Draw the stream function of the vortices@>@;
  plot_panel(p, 1);
  @<Draw the velocity and the paths of the vortices@>@;
  plot_end(p);
  free(psi); @+ free(x); @+ free(y);
  results_within("plot.paths", drift, 0, 1e-4);
  results_number("plot.drift", drift, "%.0e");
}

@ @<Draw the stream function of the vortices@>=
for (int k=0; k<nx*ny; k++) psi[k]=stream(2*pi*(k%nx+0.5)/nx, 5*(k/nx+0.5)/ny-2.5);
plot_axes(p, 0, 2*pi, -2.5, 2.5, PLOT_EQUAL, "$x$", "$y$");
plot_title(p, "stream function");
plot_image(p, "stream function", nx, ny, psi, -0.7, 1.9);
plot_bar(p, -0.7, 1.9, NULL);
plot_pen(p, PLOT_WHITE, 0.6, PLOT_SOLID);
plot_contours(p, "contours", nx, ny, psi, 5, level);

@ Above $x=\pi$ the stream function has the value $\psi$ at $\cosh y=e^\psi+\frac12$; a path outside the eyes goes both ways
from there, and has a mirror image below.

@<Draw the velocity and the paths of the vortices@>=
plot_axes(p, 0, 2*pi, -2.5, 2.5, PLOT_EQUAL+PLOT_NO_Y, "$x$", NULL);
plot_title(p, "velocity and paths");
for (int k=0; k<across*down; k++) {
  at[0][k]=2*pi*(k%across+0.5)/across; @+ at[1][k]=5.0*(k/across+0.5)/down-2.5;
  velocity(w, at[0][k], at[1][k]);
  at[2][k]=w[0]; @+ at[3][k]=w[1];
}
plot_pen(p, PLOT_GREY, 0.6, PLOT_SOLID);
plot_arrows(p, "velocity", across*down, at[0], at[1], at[2], at[3], 0.42);
plot_pen(p, PLOT_BLUE, 1, PLOT_SOLID);
for (int k=0; k<5; k++)
  for (int way=0; way<(k<2 ? 1 : 4); way++) {
    x[0]=pi; @+ y[0]=(way<2 ? 1 : -1)*acosh(exp(level[k])+0.5);
    follow(n, x, y, way%2==0 ? 0.01 : -0.01);
    for (int i=0; i<n; i++) drift=fmax(drift, fabs(stream(x[i], y[i])-level[k]));
    plot_line(p, "paths", n, x, y);
  }

@*1 Checks.
\tested{plot}{ticks} On thousands of axes the linear ticks are round, even, as many as allowed, and as fine as allowed; labels
and ticks agree, and round decimals to the last bit. \tested{plot}{decades} On logarithmic axes the labels are powers of ten at
equal distances, or multiples of them by 1, 2 and 5, and there are always two. \tested{plot}{markup} Markup is translated as
described, scripts of scripts included. \tested{plot}{colours} With a conversion to CIELAB of other origin, the map has even
steps and a linear lightness, nowhere leaves the screen's colours, and stays monotone for readers who lack one kind of cone.
\tested{plot}{palette} The colours of the palette differ for all of these readers, and in grey. \tested{plot}{contours} The
points of a contour of $x^2+y^2$ lie within $h^2/(8r)$ of the circle of radius~$r$, to leading order, with observed order~2, and
the curves are closed. \tested{plot}{saddles} A contour of $xy$ stays on its side of the saddle. \tested{plot}{table} The table
holds every series to the last bit. \tested{plot}{page} The page in the PDF has the size that was asked for, and a free height
follows the data. \tested{plot}{bytes} Two runs write the same bytes, with the fixed date. \tested{plot}{image} On the page, as
another program renders it, each cell of an image has its colour in its place, and \tested{plot}{gaps} a line has gaps where its
data have, and ends with the axes. \tested{plot}{refusals} Axes without ticks, unbalanced or missing characters, and labels that
leave the page are refused. \tested{plot}{font} Without the font, and \tested{plot}{full} on a full disk, the program ends with
a message and leaves no file.

Mutants: steps of 1, 2 and 4; labels at multiples by 3; a hyphen for a minus; a lightness that is not linear; a green as dark as
vermillion; crossings in the middle of a side; saddles joined the other way; seven digits in the table; an inch of 25
millimetres; the clock's date; an image upside down; a line through its gaps; an axis that need not be positive; any font; an
error of cairo ignored.
