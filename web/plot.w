@* Figures.
\label{ch:plot}%
A figure of this book is drawn by the program of its chapter, in the type of the book, at the size at which it is printed. The
chapter says what is to be seen: these curves, these points, this field, on axes from here to there. This appendix decides how:
where the ticks are and what stands beside them, how wide the margins must be, which colours remain distinct for a reader who is
colour-blind or has a grey printer. \fig{plot/kinds} has one of everything.
@^figures@>

Two libraries do the work below ours. \emph{Cairo} turns paths into PDF, and \emph{Pango} sets text. What we add is patience. How
large the box of a panel is depends on the labels around it, which are known only at the end; but what its axes measure is known
from the beginning. So a call such as |plot_line| draws nothing. It turns its data into a path in \emph{fractions of the box},
and writes them to a table next to the picture, so that whoever doubts a figure can make another from the same data. At
the end the labels are measured, the boxes set, and the paths drawn.
@^cairo@> @^Pango@>

\showfig{plot/kinds}{Left: a sample of \num{plot.sample} normal numbers in bins, with the standard errors of their shares. The exact
density lies under the points, in a band that ought to hold two points of three. Inset: the same on a logarithmic axis, where the
density is a parabola. Right: a row of vortices, with contours of the stream function, the velocity, and the path of a particle.}

@ The interface is all that a chapter needs to know. Text is 8 points high and numbers at ticks 7, as measured on paper if the
figure is included at its natural size; the book's type area is 122 millimetres wide. Flags are added, as in
|PLOT_LOG_X+PLOT_LOG_Y|.

@(plot.h@>=
#ifndef PLOT_H
#define PLOT_H
@#
typedef struct Plot Plot;
enum { @+ PLOT_LOG_X=1, PLOT_LOG_Y=2, /* logarithmic axes */
  PLOT_NO_X=4, PLOT_NO_Y=8, /* no ticks: the axis is shared with a neighbour, or has no scale */
  PLOT_EQUAL=16 @+ }; /* one unit is equally long on both axes, which are linear */
enum { @+ PLOT_BLACK, PLOT_BLUE, PLOT_VERMILLION, PLOT_GREEN, PLOT_PURPLE,@|
  PLOT_ORANGE, PLOT_SKY, PLOT_GREY, PLOT_WHITE @+ };
enum { @+ PLOT_SOLID, PLOT_DASHED, PLOT_DOTTED @+ };
enum { @+ PLOT_DISC, PLOT_CIRCLE, PLOT_SQUARE, PLOT_TRIANGLE, PLOT_CROSS, PLOT_DOT @+ };
@#
@<Prototypes for the frame of a figure@>@;
@<Prototypes for what is drawn in a panel@>@;
enum { @+ PLOT_TICKS=128 @+ }; /* four parts can be called without a figure */
typedef struct { @+ int n; @+ double at[PLOT_TICKS]; @+ char label[PLOT_TICKS][32]; @+ } PlotTicks;
void plot_ticks(PlotTicks *t, double from, double to, int logarithmic, int most);
  /* ticks between |from| and |to|, in ascending order, with 2 to |most| labels, or up to 5 if |most| is less, from 2 to 12;
     a minor tick has an empty label */
void plot_colour(double rgb[3], double t); /* the colour map \eqref{eq:plot-helix}; |t| and |rgb| from 0 to 1 */
void plot_palette(double rgb[3], int colour); /* |PLOT_BLACK| to |PLOT_WHITE| */
char *plot_markup(const char *text, double size); /* Pango's markup for |text| at |size| points, to be freed */
@#
#endif

@ Any text may contain mathematics between dollar signs, as in |"$e^{-t/4}$"|: letters become italic, a hyphen becomes a minus,
an underscore lowers one character or a group in braces, and a caret raises it. Spaces are ours to set there, as in \TeX. Greek
letters, roots and other symbols are themselves, in UTF-8. A label may be |NULL|.

@<Prototypes for the frame of a figure@>=
void plot_ready(void); /* ends the program if figures cannot be drawn for want of the font; for programs that compute long before their first figure */
Plot *plot_new(const char *name, double width, double height);
  /* millimetres; one panel; a height of 0 is chosen so that panels with |PLOT_EQUAL| fill the width */
void plot_grid(Plot *p, int rows, int columns); /* the panels, at most 64 with the insets */
void plot_panel(Plot *p, int index); /* what follows goes there; counted row by row from 0 */
void plot_inset(Plot *p, double x, double y, double w, double h);
  /* what follows goes to a new panel inside this one, of size |(w,h)| at |(x,y)|, in fractions of it */
void plot_axes(Plot *p, double x0, double x1, double y0, double y1, unsigned flags,
  const char *x_label, const char *y_label);
  /* comes before any data; ranges are finite, not empty, positive where logarithmic */
void plot_title(Plot *p, const char *text); /* over the panel */
void plot_bar(Plot *p, double low, double high, const char *label); /* a colour bar at its right */
void plot_end(Plot *p); /* writes \.{OUT/name.pdf} and \.{OUT/name.csv}, frees |p| */

@ A value that is not finite, or not positive on a logarithmic axis, is a gap in a line and a point not drawn; what lies
outside the axes is cut off. The |name| of a series stands in the table only. A text keeps to the point $(x,y)$ by its left end,
right end or centre, \.l, \.r or \.c, and by its top or bottom, \.t or \.b, or else by half its height.
@^NaN@>

@<Prototypes for what is drawn in a panel@>=
void plot_pen(Plot *p, int colour, double width, int dash); /* |width| in points */
void plot_pen_map(Plot *p, double value, double width); /* a colour of the map; |value| from 0 to 1 */
void plot_line(Plot *p, const char *name, int n, const double *x, const double *y);
void plot_points(Plot *p, const char *name, int n, const double *x, const double *y, int marker);
void plot_curve(Plot *p, int colour, double width, int dash, const char *name,@|
  int n, const double *x, const double *y); /* |plot_pen|, then |plot_line| */
void plot_dots(Plot *p, int colour, int marker, const char *name,@|
  int n, const double *x, const double *y); /* a solid pen of 1 point, then |plot_points| */
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
  const double *level); /* solid; |z| as for |plot_image|, at the centres of the cells */
void plot_arrows(Plot *p, const char *name, int n, const double *x, const double *y,
  const double *u, const double *v, double scale); /* from $(x,y)$ to $(x,y)+\hbox{|scale|}\,(u,v)$ */
void plot_text(Plot *p, double x, double y, const char *anchor, const char *text);

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
@<Functions that lay out and draw a figure@>@;

@ An \emph{item} is anything in a panel: a path, a pen, and what is to be done with them. A panel has axes: 0 is $x$, 1 is
$y$, and 2 is the colour bar, which is an axis too. The first two are also directions on the page: wherever an index is |X| or
|Y|, one piece of code serves both. Lengths on paper are in points, from the upper left corner of the page, as in cairo.

@<Private types of a figure@>=
enum { @+ PANELS=64, X=0, Y=1, BAR=2, TRACE=1, STROKE=2, FILL=4 @+ };
typedef struct { @+ double rgb[3], width; @+ int dash; @+ } PlotPen;
typedef struct PlotPanel PlotPanel;
typedef struct PlotItem PlotItem;
typedef void PlotDraw(Plot *p, const PlotPanel *q, const PlotItem *it);
struct PlotItem {
  PlotPen pen; @+ unsigned style; /* |STROKE|, |FILL| */
  int n; @+ double (*path)[2]; /* |n| places in fractions of the box; NaN is a gap */
  PlotDraw *draw; @+ int marker; @+ char *text; @+ double tie[2]; /* where the text is tied */
  cairo_surface_t *image;
  PlotItem *next;
};
struct PlotPanel {
  int axes, equal, frame; /* how many axes, 0 until they are given; whether framed on four sides */
  double range[3][2]; @+ int logarithmic[3], bare[3];
  char *label[3], *title; @+ PlotTicks tick[3];
  PlotItem *first, **last; @+ cairo_surface_t *bar;
  PlotPanel *around; @+ double part[2][2]; /* for an inset: the panel around it, and where in it */
  double corner[2], size[2], margin[2][2]; /* the box; what it needs before and after it */
};
struct Plot {
  char *name, *path, *table_path; @+ FILE *table;
  double page[2]; @+ int free_height, grid[2], panels, current; /* |grid|: columns and rows */
  PlotPen pen; @+ PlotPanel panel[PANELS]; @+ PlotItem *item; /* the newest */
  FILE *picture; @+ cairo_surface_t *surface; @+ cairo_t *cr; @+ PangoLayout *layout;
};

@*1 Colours.
A heat map turns numbers into colours, and a reader's eye turns the colours back into numbers. The second step is not ours, but
it has been measured: in the colour space CIELAB equal distances are meant to look equally different; $L^*$ runs from 0 for
black to 100 for white, $a^*$ from green to red, $b^*$ from blue to yellow \citep{cie2019}. A colour map is a curve in that
space. We want three things of it.
Equal steps of the number should be equal steps along the curve, so that the picture has no edges that the data lack. $L^*$ should
rise linearly, so that the order of the values survives a grey printer and every kind of colour blindness. And it should go from
blue to yellow, which the common kinds of colour blindness leave apart.
@^colour map@> @^CIELAB@> @^colour blindness@>
A straight line has all three properties, and passes through grey. A helix around an axis parallel to that of $L^*$ has them
too: on
\begin{equation}\label{eq:plot-helix}
  \begin{gathered} L^*=20+72t,\qquad a^*=70+100\cos\theta,\qquad b^*=40+100\sin\theta,\\
    \theta=250^\circ-95^\circ t,\qquad 0\le t\le1, \end{gathered}
\end{equation}
the speed $\bigl(72^2+(95\cdot100\,\pi/180)^2\bigr)^{1/2}$ is constant, and the way leads through green, where a
screen has colours to spare. The constants are round numbers for which the whole curve stays within what a screen can show. The
popular map \emph{viridis} looks much the same; \citet{nunez2018} found \emph{cividis} by optimisation for colour-blind readers.

@ From CIELAB to the screen there are three steps, all of them standard: undo the cube roots, which gives the $X$, $Y$, $Z$ of
the CIE relative to the daylight D65; mix the three primaries of the screen; and bend each channel by the curve of sRGB, which
the screen undoes. We give a colour by its lightness and by polar coordinates around a centre in the plane of $a^*$ and~$b^*$.
@^sRGB@>

@<Functions for colours@>=
static double uncube(double t) { @+ return t>6.0/29 ? t*t*t : 108.0/841*(t-4.0/29); @+ }
static void mix(double rgb[3], double lightness, double a, double b, double radius, double degrees)
{
  static const double primary[3][3]={ {3.2404542, -1.5371385, -0.4985314},@|
    {-0.9692660, 1.8760108, 0.0415560}, {0.0556434, -0.2040259, 1.0572252} };
  double f=(lightness+16)/116, u=f+(a+radius*cos(degrees*pi/180))/500, w=f-(b+radius*sin(degrees*pi/180))/200;
  double x=0.95047*uncube(u), y=uncube(f), z=1.08883*uncube(w);
  for (int c=0; c<3; c++) {
    double v=fmin(fmax(primary[c][0]*x+primary[c][1]*y+primary[c][2]*z, 0), 1);
    rgb[c]=v<=0.0031308 ? 12.92*v : 1.055*pow(v, 1/2.4)-0.055;
  }
}
void plot_colour(double rgb[3], double t) /* beyond the ends of the map, the colour of the end */
{
  t=fmin(fmax(t, 0), 1);
  mix(rgb, 20+72*t, 70, 40, 100, 250-95*t); /* \eqref{eq:plot-helix} */
}

@ Lines need names rather than numbers: a few colours that nobody confuses. \citet{okabe2008} chose such a set for all kinds of
colour blindness, but two of its members, orange and sky blue, print as one grey. We keep its names and roughly its hues, and
put the lightnesses on a ladder, so that any two differ by eight units of~$L^*$ or more. In grey, neighbours on the ladder can be
told apart side by side, though hardly from memory; so where lines must survive a printer they take colours two rungs apart, or
different dashes. A row of the table is lightness, chroma and hue in degrees.
@^palette@>

@<Functions for colours@>=
void plot_palette(double rgb[3], int colour)
{
  static const double row[PLOT_WHITE+1][3]={ {0,0,0}, {30,46,285}, {48,68,41}, {66,50,155},@|
    {39,48,340}, {74,74,73}, {82,30,230}, {57,0,0}, {100,0,0} };
  base_require(colour>=PLOT_BLACK && colour<=PLOT_WHITE, "there is no colour %d", colour);
  mix(rgb, row[colour][0], 0, 0, row[colour][1], row[colour][2]);
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
static int count_steps(double low, double high, double h)
{ @+ return (int)(floor(high/h+slack)-ceil(low/h-slack))+1; @+ }

@ All labels of an axis have as many decimals as its step, down to the digit~|power|; zero is plain. Very large or very small
numbers share a power of ten. On a logarithmic axis each has its own, and a factor of~1 in front of it is left out.

@<Functions for ticks@>=
static void write_label(char label[32], double v, int power, int common)
{
  int decimals=common>power ? common-power : 0;
  double factor=v/pow(10, common);
  if (v==0) strcpy(label, "$0$");
  else if (common==0) snprintf(label, 32, "$%.*f$", decimals, v);
  else if (decimals==0 && fabs(factor-1)<slack) snprintf(label, 32, "$10^{%d}$", common);
  else snprintf(label, 32, "$%.*f\u00b710^{%d}$", decimals, factor, common);
}

@ The step is the finest that gives no more than |most| ticks. If the one before gave six or more, then the axis is at least
five of its steps long; the next is at most two and a half times as large, so two of its multiples fit. Thus with |most>=5|
there are always two ticks. For a smaller |most| there may be one only, and then we go back by one size.

@<Functions for ticks@>=
static void linear_ticks(PlotTicks *t, double low, double high, int most)
{
  int i=3*(int)floor(log10((high-low)/(most+1)));
  while (count_steps(low, high, steps(1, i))>most) i++;
  if (count_steps(low, high, steps(1, i))<2) i--;
  t->n=count_steps(low, high, steps(1, i));
  for (int k=0; k<t->n; k++) t->at[k]=steps(ceil(low/steps(1, i)-slack)+k, i);
  double largest=fmax(fabs(t->at[0]), fabs(t->at[t->n-1]));
  int power=(int)floor(i/3.0);
  int common=power<-4 || largest>=1e5 ? (int)floor(log10(largest)+slack) : 0;
  for (int k=0; k<t->n; k++) write_label(t->label[k], t->at[k], power, common);
}

@ On a logarithmic axis the round numbers are the powers of ten. If there are three or more, they are labelled, or every second
or third of them, and the multiples in between are minor ticks, whose crowding makes an axis look logarithmic. If there are
fewer, the multiples by 1, 2 and 5 are labelled, unless that makes too many: among $n$ of them in a row lie $n-1$ intervals of
$0.3$ decades or more. Where even of these there is only one, the axis is so short that linear ticks serve best.
@^logarithmic axes@>

@<Functions for ticks@>=
static void log_ticks(PlotTicks *t, double low, double high, int most)
{
  double a=log10(low), b=log10(high);
  int powers=count_steps(a, b, 1), labels=0;
  int few=powers<2 || (powers==2 && 1+(b-a)/0.3<=most);
  int stride=few ? 1 : (int)fmin((powers+most-1)/most, powers/2);
  t->n=0;
  for (int k=(int)floor(a); k<=(int)ceil(b); k++)
    for (int m=1; m<(stride>1 ? 2 : 10); m++) {
      double v=steps(m, 3*k);
      int major=few ? m==1 || m==2 || m==5 : m==1 && k%stride==0;
      if (v<low*(1-slack) || v>high*(1+slack)) continue;
      t->at[t->n]=v; @+ t->label[t->n][0]='\0'; @+ labels+=major;
      if (major) write_label(t->label[t->n], v, k, v==10 || (few && k>=-3 && k<=4) ? 0 : k);
      t->n++;
    }
  if (labels<2) linear_ticks(t, low, high, most);
}

@ A range that is empty, not finite, or not positive where it ought to be says more about the computation before it than about
the figure. One that is a billionth of the size of its ends is the difference of two rounding errors.

@<Functions for ticks@>=
void plot_ticks(PlotTicks *t, double from, double to, int logarithmic, int most)
{
  double low=fmin(from, to), high=fmax(from, to);
  base_require(isfinite(high-low) && high-low>1e-9*fmax(fabs(low), fabs(high)),
    "an axis from %g to %g", from, to);
  base_require(!logarithmic || (low>0 && high/low<1e100), "a logarithmic axis from %g to %g", low, high);
  base_require(most>=2 && most<=12, "plot_ticks: 2 to 12 labels, not %d", most);
  if (logarithmic) log_ticks(t, low, high, most);
  else linear_ticks(t, low, high, most);
}

@*1 Text.
Pango reads a small markup language, in which |"<i>x</i>"| is an italic letter, and a |"<span>"| changes the size and moves the
baseline. Ours is smaller and looks like that of \TeX. We also forbid Pango to take a character that the font lacks from another
font, which it would do without a word. A byte becomes 64 bytes of markup at most.
@^markup@>

@<Functions for text in figures@>=
@<Append one character to the markup@>@;
@<Append one character or script of mathematics@>@;
char *plot_markup(const char *text, double size)
{
  char *markup=base_new(64*strlen(text)+128, 1), *out=markup;
  int mathematics=0;
  out+=sprintf(out, "<span fallback=\"false\" size=\"%ld\">", lround(PANGO_SCALE*size));
  for (const char *c=text; *c!='\0'; )
    if (*c=='$') mathematics=!mathematics, c++;
    else if (mathematics) translate(&out, &c, size, 0);
    else append(&out, &c, 0);
  base_require(!mathematics, "a dollar sign has no partner in \"%s\"", text);
  strcpy(out, "</span>");
  return markup;
}

@ The translation follows the structure of the text: a script is one character or a group in braces, which may contain scripts,
and its markup is wrapped around theirs. It is three quarters as high as what it belongs to. Its rise counts from the line of the
whole text, because Pango's does.

@<Append one character or script of mathematics@>=
static void translate(char **out, const char **c, double size, double rise)
{
  if (**c!='_' && **c!='^') { @+ append(out, c, 1); @+ return; @+ }
  rise+=(**c=='^' ? 0.36 : -0.17)*size; @+ size*=0.75;
  *out+=sprintf(*out, "<span size=\"%ld\" rise=\"%ld\">", lround(PANGO_SCALE*size), lround(PANGO_SCALE*rise));
  int group=*++*c=='{'; @+ *c+=group;
  do {
    base_require(!group || (**c!='\0' && **c!='$'), "a brace is not closed in a text");
    translate(out, c, size, rise);
  } while (group && **c!='}');
  *c+=group; @+ *out+=sprintf(*out, "</span>");
}

@ A character in UTF-8 is one byte, or a lead byte and continuation bytes, whose top bits are $10$. The accents that combine with
the letter before them begin with the byte |0xcc|, and stay with it. Small Greek letters, italic like the Latin ones, begin with
|0xce| and |0xcf|. A few characters become something else, in words or in mathematics, where a sign of equality stands between
thin spaces.
@^UTF-8@>

@<Append one character to the markup@>=
static void append(char **out, const char **text, int mathematics)
{
  static const char special[]="&<>=,-' ", *const becomes[2][8]={@|
    {"&amp;", "&lt;", "&gt;", "=", ",", "-", "'", " "},@|
    {"&amp;", "\u2009&lt;\u2009", "\u2009&gt;\u2009", "\u2009=\u2009", ",\u2009", "\u2212", "\u2032", ""} };
  const unsigned char *c=(const unsigned char *)*text;
  const char *found=*c!='\0' ? strchr(special, *c) : NULL;
  int letter=(*c>='A' && *c<='Z') || (*c>='a' && *c<='z') || (*c==0xce && c[1]>=0xb1) || *c==0xcf;
  int length=*c!='\0';
  while ((c[length]&0xc0)==0x80 || (length>0 && c[length]==0xcc)) length++;
  *text+=length;
  if (found!=NULL) *out+=sprintf(*out, "%s", becomes[mathematics][found-special]);
  else *out+=sprintf(*out, mathematics && letter ? "<i>%.*s</i>" : "%.*s", length, (const char *)c);
}

@ A figure has one |PangoLayout|, to which each text is given in turn, to be measured or drawn.
@^missing characters@>

@<Functions for text in figures@>=
static double text_width(Plot *p, const char *text, double size)
{
  PangoRectangle r;
  if (text==NULL || *text=='\0') return 0;
  char *markup=plot_markup(text, size);
  pango_layout_set_markup(p->layout, markup, -1); @+ free(markup);
  base_require(pango_layout_get_unknown_glyphs_count(p->layout)==0,
    "%s: the font lacks a character of \"%s\"", p->name, text);
  pango_layout_get_extents(p->layout, NULL, &r);
  return pango_units_to_double(r.width);
}

@ Text is placed by its baseline. The point |(x,y)| lies at the fraction |h| of its width; |v| tells whether the baseline goes
through it (0), or the tops of the digits (1), or half their height (0.5). The digits of the font are 0.7 as high as the type;
ascenders and brackets reach 0.9, descenders 0.35. A white seam, if asked for, keeps a text legible across lines. A text whose ink
leaves the page is a mistake in some call, and is reported rather than cut off.

@<Functions for text in figures@>=
static const double text_size=8, number_size=7, digit=0.7, ascent=0.9, descent=0.35;
static void say(Plot *p, const char *text, double size, double x, double y,
  double h, double v, double turn, int seam)
{
  double width=text_width(p, text, size);
  if (width==0) return;
  double left=-h*width, top=v*digit*size-pango_units_to_double(pango_layout_get_baseline(p->layout));
  cairo_save(p->cr);
  cairo_translate(p->cr, x, y); @+ cairo_rotate(p->cr, turn);
  @<Check that the ink of the text is on the page@>@;
  if (seam) {
    cairo_save(p->cr);
    cairo_move_to(p->cr, left, top); @+ pango_cairo_layout_path(p->cr, p->layout);
    cairo_set_source_rgb(p->cr, 1, 1, 1); @+ cairo_set_line_width(p->cr, 1.8); @+ cairo_stroke(p->cr);
    cairo_restore(p->cr);
  }
  cairo_move_to(p->cr, left, top); @+ pango_cairo_show_layout(p->cr, p->layout);
  cairo_restore(p->cr);
}

@ Ink is what gets printed, as opposed to the box that the type takes up.

@<Check that the ink of the text is on the page@>=
PangoRectangle r;
pango_layout_get_extents(p->layout, &r, NULL);
for (int i=0; i<2; i++) {
  double u=left+pango_units_to_double(r.x+i*r.width), w=top+pango_units_to_double(r.y+i*r.height);
  cairo_user_to_device(p->cr, &u, &w);
  base_require(u>-0.5 && u<p->page[X]+0.5 && w>-0.5 && w<p->page[Y]+0.5,
    "%s: \"%s\" leaves the page", p->name, text);
}

@*1 Beginning a figure.
The page is made at once, so that a missing font stops the program early; one that trains for minutes before its first figure asks
with |plot_ready|. What cairo makes of the page passes through an output of ours, so that its errors have their reason. Cairo writes
the time of day into every PDF, and its version 1.16 ignores the environment variable |SOURCE_DATE_EPOCH| by which it could be
told another. We give the file a fixed date: then the same program writes the same bytes, and whatever changes in a figure has
changed in the program.
@^reproducible builds@>

@<Functions that begin a figure@>=
@<Set up the font of a figure@>@;
static cairo_status_t write_bytes(void *picture, const unsigned char *bytes, unsigned n)
{ @+ return fwrite(bytes, 1, n, picture)==n ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR; @+ }
@#
Plot *plot_new(const char *name, double width, double height)
{
  Plot *p=base_new(1, sizeof *p);
  p->name=g_strdup(name); @+ p->path=cli_path(name, "pdf"); @+ p->table_path=cli_path(name, "csv");
  p->page[X]=width*72/25.4; @+ p->page[Y]=height*72/25.4; @+ p->free_height=height==0;
  p->picture=base_open(p->path);
  p->surface=cairo_pdf_surface_create_for_stream(write_bytes, p->picture, p->page[X], p->page[X]);
  cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  p->cr=cairo_create(p->surface);
  p->table=base_open(p->table_path); @+ fprintf(p->table, "panel,series,kind,x,y,z,w\n");
  set_up_font(p); @+ plot_grid(p, 1, 1); @+ plot_pen(p, PLOT_BLACK, 1, PLOT_SOLID);
  return p;
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
  pango_cairo_context_set_resolution(context, 72); @+ pango_layout_context_changed(p->layout);
  pango_layout_set_font_description(p->layout, wanted);
  PangoFont *font=pango_context_load_font(context, wanted);
  if (font!=NULL) found=pango_font_describe(font);
  if (found==NULL || strcmp(pango_font_description_get_family(found), family)!=0)
    base_fail("the font %s is not installed (Debian has it in the package fonts-texgyre)", family);
  pango_font_description_free(found); @+ pango_font_description_free(wanted); @+ g_object_unref(font);
}
@#
void plot_ready(void)
{
  Plot *p=base_new(1, sizeof *p);
  p->surface=cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL); @+ p->cr=cairo_create(p->surface);
  set_up_font(p);
  g_object_unref(p->layout);
  cairo_destroy(p->cr); @+ cairo_surface_destroy(p->surface); @+ free(p);
}

@ The panels of the grid come first in the array, insets after them.

@<Functions that begin a figure@>=
void plot_grid(Plot *p, int rows, int columns)
{ @+ p->grid[X]=columns; @+ p->grid[Y]=rows; @+ p->panels=rows*columns; @+ plot_panel(p, 0); @+ }
void plot_panel(Plot *p, int index)
{
  base_require(index>=0 && index<p->panels && p->panels<=PANELS, "%s: panel %d of %d", p->name, index, p->panels);
  p->current=index;
}
static PlotPanel *panel(Plot *p)
{
  base_require(p->panel[p->current].axes>0, "%s: panel %d has no axes yet", p->name, p->current);
  return &p->panel[p->current];
}
void plot_inset(Plot *p, double x, double y, double w, double h)
{
  PlotPanel *around=panel(p);
  plot_panel(p, p->panels++);
  p->panel[p->current].around=around;
  memcpy(p->panel[p->current].part, @[(const double[4]){x, y, w, h}@], sizeof around->part);
}

@ Ranges are checked when they are given: asking for their ticks does it. An axis may run backwards. Pictures of a plane, which
are images, contours, arrows and all panels with equal units, have a frame; plots of curves have two axes.

@<Functions that begin a figure@>=
static void set_axis(PlotPanel *q, int axis, double from, double to, unsigned flags, const char *label)
{
  base_require(q->axes<=axis, "an axis \"%s\" is given twice", label==NULL ? "" : label);
  q->range[axis][0]=from; @+ q->range[axis][1]=to; @+ q->label[axis]=g_strdup(label); @+ q->axes=axis+1;
  q->logarithmic[axis]=(flags & PLOT_LOG_X)!=0; @+ q->bare[axis]=(flags & PLOT_NO_X)!=0;
  plot_ticks(&q->tick[axis], from, to, q->logarithmic[axis], 5);
}
void plot_axes(Plot *p, double x0, double x1, double y0, double y1, unsigned flags,
  const char *x_label, const char *y_label)
{
  PlotPanel *q=&p->panel[p->current];
  set_axis(q, X, x0, x1, flags, x_label);
  set_axis(q, Y, y0, y1, flags>>1, y_label); /* its flags are one bit higher */
  q->equal=q->frame=(flags & PLOT_EQUAL)!=0; @+ q->last=&q->first;
}

@ Titles and pens are settings. Every series takes the pen of the moment with it.

@<Functions that begin a figure@>=
void plot_title(Plot *p, const char *text)
{ @+ panel(p)->title=g_strdup(text); @+ }
void plot_pen(Plot *p, int colour, double width, int dash)
{
  base_require(dash>=PLOT_SOLID && dash<=PLOT_DOTTED, "%s: there is no dash %d", p->name, dash);
  plot_palette(p->pen.rgb, colour); @+ p->pen.width=width; @+ p->pen.dash=dash;
}
void plot_pen_map(Plot *p, double value, double width)
{ @+ plot_colour(p->pen.rgb, value); @+ p->pen.width=width; @+ p->pen.dash=PLOT_SOLID; @+ }
static void ink(Plot *p, const double rgb[3], double opacity)
{ @+ cairo_set_source_rgba(p->cr, rgb[0], rgb[1], rgb[2], opacity); @+ }

@*1 Series.
On an axis from $v_0$ to $v_1$ the value~$v$ is at the fraction $(v-v_0)/(v_1-v_0)$, or on a logarithmic one at
$\log(v/v_0)/\log(v_1/v_0)$. Cairo keeps coordinates as integers of $2^{-8}$ points in 32 bits, so a curve that shoots off to
$10^{20}$ would come back from the other side. A fraction is therefore kept within a thousand boxes: nobody sees by how much
that turns a line that is nearly parallel to the axis.
@^overflow of integers@>

@<Functions that record series@>=
static double fraction(const PlotPanel *q, int axis, double v)
{
  const double *r=q->range[axis];
  double f=q->logarithmic[axis] ? log(v/r[0])/log(r[1]/r[0]) : (v-r[0])/(r[1]-r[0]);
  return isfinite(f) ? fmin(fmax(f, -1000), 1000) : NAN;
}
static int place(const PlotPanel *q, const double f[2], double at[2]) /* whether there is a place */
{
  at[X]=q->corner[X]+f[X]*q->size[X]; @+ at[Y]=q->corner[Y]+(1-f[Y])*q->size[Y];
  return isfinite(f[X]+f[Y]);
}

@ Every series begins alike: an item is appended to the panel, and its rows go to the table. The places of its path follow one by
one, or, for a path that is to |TRACE| the first two columns, at once.

@<Functions that record series@>=
static void go(Plot *p, double x, double y) /* the next place of the newest path; a NaN lifts the pen */
{
  double *f=p->item->path[p->item->n++];
  f[X]=fraction(panel(p), X, x); @+ f[Y]=fraction(panel(p), Y, y);
}
static PlotItem *record(Plot *p, unsigned style, const char *kind, const char *name, int n,
  const double *x, const double *y, const double *z, const double *w)
{
  PlotPanel *q=panel(p);
  PlotItem *it=p->item=base_new(1, sizeof *it);
  it->pen=p->pen; @+ it->style=style; @+ it->path=base_new(3*(size_t)n+2, sizeof *it->path);
  *q->last=it; @+ q->last=&it->next;
  for (int i=0; i<n; i++) {
    if (style & TRACE) go(p, x[i], y[i]);
    if (kind!=NULL) @<Write row |i| of the series into the table@>@;
  }
  return it;
}

@ A row has up to four columns. The first two say where. A band has its upper end in the third, error bars half their length, a
histogram the right edge of a bin, whose left edge is |x|, an image the value of a cell with its centre in |(x,y)|, and a contour
its level; for an arrow |(z,w)| is the vector. In contours, a row of two |nan| ends a piece. Seventeen digits give a |double| back
exactly. A name may contain commas, so it stands in quotation marks, and one that it contains is doubled. The C library can print a
minus before |nan|, depending on how it came about; we print none.
@^CSV@>

@<Write row |i| of the series into the table@>=
{
  const double *const column[4]={x, y, z, w};
  fprintf(p->table, "%d,\"", p->current);
  for (const char *c=name; *c!='\0'; c++) fprintf(p->table, "%s%c", *c=='"' ? "\"" : "", *c);
  fprintf(p->table, "\",%s", kind);
  for (int c=0; c<4; c++)
    if (column[c]==NULL) fprintf(p->table, ",");
    else if (isnan(column[c][i])) fprintf(p->table, ",nan");
    else fprintf(p->table, ",%.17g", column[c][i]);
  fprintf(p->table, "\n");
}

@ So a line is one call, and error bars are lines of two places each, without feet, which would compete with the points. A band is
filled run by run between its gaps: forwards along the lower curve, backwards along the upper one.

@<Functions that record series@>=
void plot_line(Plot *p, const char *name, int n, const double *x, const double *y)
{ @+ record(p, TRACE+STROKE, "line", name, n, x, y, NULL, NULL); @+ }
void plot_errors(Plot *p, const char *name, int n, const double *x, const double *y, const double *dy)
{
  record(p, STROKE, "errors", name, n, x, y, dy, NULL);
  for (int i=0; i<n; i++) go(p, x[i], y[i]-dy[i]), go(p, x[i], y[i]+dy[i]), go(p, NAN, NAN);
}
void plot_band(Plot *p, const char *name, int n, const double *x, const double *low, const double *high)
{
  record(p, FILL, "band", name, n, x, low, high, NULL);
  const PlotPanel *q=panel(p);
  for (int i=0, end; i<n; i=end+1) {
    end=i;
    while (end<n && !isnan(fraction(q, X, x[end])+fraction(q, Y, low[end])+fraction(q, Y, high[end])))
      go(p, x[end], low[end]), end++;
    for (int k=end-1; k>=i; k--) go(p, x[k], high[k]);
    go(p, NAN, NAN);
  }
}

@ A histogram is an outline, filled with a tint. It stands on zero, or on the end of the axis if zero is out of sight, and a
height without a place is an empty bin.

@<Functions that record series@>=
void plot_histogram(Plot *p, const char *name, int n, const double *edge, const double *height)
{
  record(p, STROKE+FILL, "histogram", name, n, edge, height, edge+1, NULL);
  const double *r=panel(p)->range[Y], ground=fmin(fmax(0, fmin(r[0], r[1])), fmax(r[0], r[1]));
  go(p, edge[0], ground);
  for (int i=0; i<n; i++) {
    double h=isnan(fraction(panel(p), Y, height[i])) ? ground : height[i];
    go(p, edge[i], h); @+ go(p, edge[i+1], h);
  }
  go(p, edge[n], ground);
}

@ A point is not cut off: if its centre is within the axes it is drawn whole, otherwise not at all. Markers differ in shape and
have nearly equal areas. All are polygons: one of $k$ corners on a circle of radius~$r$ has the area $\frac k2r^2\sin\frac{2\pi}k$,
which decides its~$r$, and a disc has more corners than anybody counts. A cross is a square drawn as four spokes. A circle is
white inside, so that it hides the curve under it and is not taken for a disc. Dots are for thousands of points: each is a line of
no length with round ends, the shortest thing that PDF can say.
@^markers@>

@<Functions that record series@>=
static void draw_points(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  static const int polygon[]={16, 16, 4, 3, 4, 1};
  int m=it->marker, k=polygon[m], spokes=m==PLOT_CROSS;
  double at[2], r=m==PLOT_DOT ? 0 : (1.1+0.6*it->pen.width)*sqrt(2*pi/(k*sin(2*pi/k)));
  if (m!=PLOT_DOT) cairo_set_line_width(p->cr, fmin(it->pen.width, 0.9));
  for (int i=0; i<it->n; i++) {
    const double *f=it->path[i];
    if (!place(q, f, at) || fabs(f[X]-0.5)>0.5+1e-4 || fabs(f[Y]-0.5)>0.5+1e-4) continue;
    cairo_new_sub_path(p->cr);
    for (int j=1; j<2*k; j+=2) {
      if (spokes) cairo_move_to(p->cr, at[X], at[Y]);
      cairo_line_to(p->cr, at[X]+r*sin(pi*j/k), at[Y]+r*cos(pi*j/k));
    }
    if (!spokes) cairo_close_path(p->cr);
    if (m==PLOT_CIRCLE) {
      cairo_set_source_rgb(p->cr, 1, 1, 1); @+ cairo_fill_preserve(p->cr);
      ink(p, it->pen.rgb, 1); @+ cairo_stroke(p->cr);
    }
  }
  if (spokes || m==PLOT_DOT) cairo_stroke(p->cr);
  else cairo_fill(p->cr);
}
void plot_points(Plot *p, const char *name, int n, const double *x, const double *y, int marker)
{
  PlotItem *it=record(p, TRACE, "points", name, n, x, y, NULL, NULL);
  it->draw=draw_points; @+ it->marker=marker; @+ it->pen.dash=PLOT_SOLID;
  base_require(marker>=PLOT_DISC && marker<=PLOT_DOT, "%s: there is no marker %d", p->name, marker);
}

@ Most series want a pen of their own.

@<Functions that record series@>=
void plot_curve(Plot *p, int colour, double width, int dash, const char *name,@|
  int n, const double *x, const double *y)
{
  plot_pen(p, colour, width, dash), plot_line(p, name, n, x, y);
}
@#
void plot_dots(Plot *p, int colour, int marker, const char *name,@|
  int n, const double *x, const double *y)
{
  plot_pen(p, colour, 1, PLOT_SOLID), plot_points(p, name, n, x, y, marker);
}

@ The head of an arrow is a triangle, smaller for a short arrow; an arrow with no length has no direction, and is left out. The
shaft ends inside the head, where its end does not show.

@<Functions that record series@>=
static void draw_arrows(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_BUTT);
  for (int i=0; i<it->n; i+=2) {
    double a[2], b[2];
    if (!place(q, it->path[i], a) || !place(q, it->path[i+1], b)) continue;
    double u=b[X]-a[X], v=b[Y]-a[Y], length=hypot(u, v), head=fmin((2.6+1.6*it->pen.width)/length, 0.6);
    if (length==0) continue;
    u*=head; @+ v*=head; @+ cairo_move_to(p->cr, a[X], a[Y]);
    cairo_line_to(p->cr, b[X]-0.8*u, b[Y]-0.8*v); @+ cairo_stroke(p->cr);
    cairo_move_to(p->cr, b[X], b[Y]); @+ cairo_line_to(p->cr, b[X]-u-0.4*v, b[Y]-v+0.4*u);
    cairo_line_to(p->cr, b[X]-u+0.4*v, b[Y]-v-0.4*u); @+ cairo_fill(p->cr);
  }
}
void plot_arrows(Plot *p, const char *name, int n, const double *x, const double *y,
  const double *u, const double *v, double scale)
{
  PlotItem *it=record(p, 0, "arrows", name, n, x, y, u, v);
  for (int i=0; i<n; i++) go(p, x[i], y[i]), go(p, x[i]+scale*u[i], y[i]+scale*v[i]);
  it->draw=draw_arrows; @+ it->pen.dash=PLOT_SOLID; @+ panel(p)->frame=1;
}

@ A text takes the colour of its pen, so that it needs no line to what it names; but a pale colour makes pale letters, hence its
luminance is brought down to that of a middle grey. White is exempt, for writing on a dark image, and goes without the seam. A
text stands three points away from its place.

@<Functions that record series@>=
static void draw_text(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  const double *rgb=it->pen.rgb, *tie=it->tie, apart=6;
  double light=0.2126*rgb[0]+0.7152*rgb[1]+0.0722*rgb[2], dark=light>0.42 && light<0.99 ? 0.42/light : 1, at[2];
  if (!place(q, it->path[0], at)) return;
  ink(p, @[(double[3]){dark*rgb[0], dark*rgb[1], dark*rgb[2]}@], 1);
  say(p, it->text, text_size, at[X]+(0.5-tie[X])*apart, at[Y]+(tie[Y]-0.5)*apart, tie[X], tie[Y], 0, light<0.99);
}
void plot_text(Plot *p, double x, double y, const char *anchor, const char *text)
{
  PlotItem *it=record(p, TRACE, NULL, NULL, 1, &x, &y, NULL, NULL);
  it->draw=draw_text; @+ it->text=g_strdup(text); @+ it->pen.dash=PLOT_SOLID;
  it->tie[X]=strchr(anchor, 'l')!=NULL ? 0 : strchr(anchor, 'r')!=NULL ? 1 : 0.5;
  it->tie[Y]=strchr(anchor, 'b')!=NULL ? 0 : strchr(anchor, 't')!=NULL ? 1 : 0.5;
}

@ An image is turned into pixels at once, one a cell; they go into the file as they are, and the filter asks the reader's program
not to blur when it enlarges them. A value that is not a number has no colour, and leaves the paper white.

@<Functions that record series@>=
static cairo_surface_t *develop(int nx, int ny, const double *z, double low, double high)
{
  cairo_surface_t *s=cairo_image_surface_create(CAIRO_FORMAT_RGB24, nx, ny);
  unsigned char *pixels=cairo_image_surface_get_data(s);
  if (pixels==NULL) base_fail("no memory for an image of %d by %d", nx, ny);
  for (int k=0; k<nx*ny; k++) {
    int down=ny-1-k/nx; /* the first row is the lowest */
    uint32_t *row=(uint32_t *)(void *)(pixels+down*cairo_image_surface_get_stride(s)), word=0;
    double rgb[3]={1, 1, 1};
    if (!isnan(z[k])) plot_colour(rgb, (z[k]-low)/(high-low));
    for (int c=0; c<3; c++) word=word<<8 | (uint32_t)lround(255*rgb[c]);
    row[k%nx]=word;
  }
  cairo_surface_mark_dirty(s);
  return s;
}
static void paint(Plot *p, cairo_surface_t *s, double left, double top, double width, double height)
{
  cairo_save(p->cr); @+ cairo_translate(p->cr, left, top);
  cairo_scale(p->cr, width/cairo_image_surface_get_width(s), height/cairo_image_surface_get_height(s));
  cairo_set_source_surface(p->cr, s, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(p->cr), CAIRO_FILTER_NEAREST);
  cairo_paint(p->cr); @+ cairo_restore(p->cr);
}

@ A field is given by its values at the centres of $n_x$ by $n_y$ cells that fill the axes, and are equal as seen on the page;
the centres of cells are found by undoing the fraction. The colour bar is an image as well, one cell wide.

@<Functions that record series@>=
static double centre(const PlotPanel *q, int axis, double i, int n)
{
  const double *r=q->range[axis], f=(i+0.5)/n;
  return q->logarithmic[axis] ? r[0]*pow(r[1]/r[0], f) : r[0]+f*(r[1]-r[0]);
}
void plot_image(Plot *p, const char *name, int nx, int ny, const double *z, double low, double high)
{
  PlotPanel *q=panel(p);
  base_require(nx>=1 && ny>=1 && nx<=8192 && ny<=8192 && low<high,
    "%s: an image of %d by %d, from %g to %g", p->name, nx, ny, low, high);
  double *x=base_reals((size_t)(nx*ny)), *y=base_reals((size_t)(nx*ny));
  for (int k=0; k<nx*ny; k++) x[k]=centre(q, X, k%nx, nx), y[k]=centre(q, Y, k/nx, ny);
  record(p, 0, "image", name, nx*ny, x, y, z, NULL)->image=develop(nx, ny, z, low, high);
  q->frame=1; @+ free(x); @+ free(y);
}
void plot_bar(Plot *p, double low, double high, const char *label)
{
  double ramp[256];
  for (int k=0; k<256; k++) ramp[k]=k;
  set_axis(panel(p), BAR, low, high, 0, label);
  panel(p)->bar=develop(1, 256, ramp, 0, 255);
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

@ So every square gives at most two pieces. A side is given by the point at its left or lower end, from which both squares that it
bounds interpolate; hence pieces meet to the last bit, and a contour without dashes looks like one curve. Sides are counted like
corners, side~0 from corner~0 to corner~1. If corners 0 and 2 are connected, then one piece cuts off corner~1, which lies between
sides 0 and~1, and the other cuts off corner~3; if not, the pairs move on by one.

@<Functions that record series@>=
void plot_contours(Plot *p, const char *name, int nx, int ny, const double *z, int n, const double *level)
{
  PlotPanel *q=panel(p);
  size_t room=6*(size_t)(nx*ny);
  double *x=base_reals(room), *y=base_reals(room), *c=base_reals(room);
  for (int l=0; l<n; l++) {
    int rows=0;
    for (int k=0; k<nx*ny-nx; k++) if (k%nx<nx-1) @<Append the pieces of the contour in square |k|@>@;
    for (int i=0; i<rows; i++) c[i]=level[l];
    record(p, TRACE+STROKE, "contours", name, rows, x, y, c, NULL)->pen.dash=PLOT_SOLID;
  }
  q->frame=1; @+ free(x); @+ free(y); @+ free(c);
}

@ @<Append the pieces of the contour in square |k|@>=
{
  const int side[4]={k, k+1, k+nx, k}, up[4]={0, 1, 0, 1};
  double u[4]={0}, v[4]={0}, h=level[l], z0=z[k], z1=z[k+1], z2=z[k+nx+1], z3=z[k+nx];
  int m=0;
  for (int s=0; s<4 && isfinite(z0+z1+z2+z3); s++) {
    double a=z[side[s]], b=z[side[s]+(up[s] ? nx : 1)], t=(h-a)/(b-a);
    if ((a>=h)==(b>=h)) continue;
    u[m]=centre(q, X, side[s]%nx+(up[s] ? 0 : t), nx); @+ v[m]=centre(q, Y, side[s]/nx+(up[s] ? t : 0), ny);
    m++;
  }
  int turn=m==4 && ((z0*z2-z1*z3)/(z0+z2-z1-z3)>=h)!=(z0>=h); /* \eqref{eq:plot-saddle} */
  for (int j=turn; j<m+turn; j+=2, rows+=3) {
    x[rows]=u[j]; @+ y[rows]=v[j]; @+ x[rows+1]=u[(j+1)%m]; @+ y[rows+1]=v[(j+1)%m];
    x[rows+2]=y[rows+2]=NAN; /* a gap */
  }
}

@*1 Layout.
Ticks, margins and boxes depend on each other in a circle: how many labels fit depends on the size of the box, a margin on the
widest label, and the box on the margins. We go round a few times, beginning with a guess; it settles at once, because margins
change little.
@^layout@>

@<Functions that lay out and draw a figure@>=
@<Choose the ticks of a panel and measure its margins@>@;
@<Set the boxes of the panels in one direction@>@;
static void lay_out(Plot *p)
{
  for (int k=0; k<p->panels; k++) p->panel[k].size[X]=p->panel[k].size[Y]=0.7*p->page[X]/p->grid[X];
  for (int pass=0; pass<4; pass++) {
    for (int k=0; k<p->panels; k++) measure(p, &p->panel[k]);
    set_boxes(p, X); @+ set_boxes(p, Y);
    for (int k=0; k<p->panels; k++) @<Fit panel |k| into its place@>@;
  }
}

@ There is room for a label every 26 points along an axis if they stand side by side, and every 16 if one above the other; there
are fewer if they turn out to be long. Beside an axis there are its ticks, the widest of their labels, and its name, and a margin
also holds what sticks out at the end of the other axis, half a label. The name of~$y$ stands upright if it is as narrow as a
letter or two, and is turned otherwise.

@<Choose the ticks of a panel and measure its margins@>=
static const double tick=2.8, gap=2.4, space=3.5; /* a tick; from it to its label; from there to the name */
static const double bar_gap=6, bar_width=7, name_height=10;
static void measure(Plot *p, PlotPanel *q)
{
  double room[3]={0}, end[3]={0}, half=0.6*number_size;
  for (int axis=X; axis<q->axes; axis++) {
    PlotTicks *t=&q->tick[axis];
    double length=q->size[axis==X ? X : Y], name=text_width(p, q->label[axis], text_size);
    @<Choose the ticks of |axis|, and find the widest label@>@;
    if (t->n>0) room[axis]=tick+gap+(axis==X ? digit*number_size : 2*end[axis]);
    if (name>0) room[axis]+=space+(axis==Y && name<name_height ? name : name_height);
  }
  q->margin[X][0]=fmax(end[X], room[Y]);
  q->margin[X][1]=q->axes>BAR ? bar_gap+bar_width+room[BAR] : end[X];
  q->margin[Y][0]=q->title!=NULL ? space+ascent*text_size : half;
  q->margin[Y][1]=fmax(q->tick[Y].n>0 ? half : 0, room[X]);
}

@ Labels that fill more than the length of their axis are too many. A bare axis has no ticks at all.

@<Choose the ticks of |axis|, and find the widest label@>=
int most=(int)fmin(fmax(length/(axis==X ? 26 : 16), 3), 7)+1;
double filled;
do {
  plot_ticks(t, q->range[axis][0], q->range[axis][1], q->logarithmic[axis], --most);
  filled=end[axis]=0;
  for (int k=0; k<t->n; k++) {
    double width=text_width(p, t->label[k], number_size);
    if (width>0) filled+=axis==X ? width+number_size : 1.6*number_size;
    end[axis]=fmax(end[axis], width/2);
  }
} while (filled>length+number_size && most>2);
if (q->bare[axis]) t->n=0, end[axis]=0;

@ In a column of the grid all boxes have the same width and stand exactly above each other, and the names of their axes are in
line; for a row it is likewise. So a column or row takes the margins of the panel that needs most, and the boxes share what is
left, or, where the height is free, take what equal units ask for.

@<Set the boxes of the panels in one direction@>=
static double aspect(const PlotPanel *q) /* height over width, where units are equal */
{
  const double *x=q->range[X], *y=q->range[Y];
  return q->equal ? fabs((y[1]-y[0])/(x[1]-x[0])) : 0;
}
static void set_boxes(Plot *p, int d)
{
  static const double edge=1, between=7; /* of the page; panels */
  double margin[PANELS][2]={{0}}, start[PANELS], used=2*edge-between, size=0, at=edge;
  int n=p->grid[d], cells=p->grid[X]*p->grid[Y];
  for (int k=0; k<2*cells; k++) {
    const PlotPanel *q=&p->panel[k/2];
    double *m=&margin[d==X ? k/2%n : k/2/p->grid[X]][k%2];
    *m=fmax(*m, q->margin[d][k%2]); @+ size=fmax(size, q->size[X]*aspect(q));
  }
  for (int t=0; t<n; t++) used+=margin[t][0]+margin[t][1]+between;
  if (d==Y && p->free_height) p->page[Y]=used+n*size;
  size=(p->page[d]-used)/n;
  base_require(size>=15, "%s: no room for a panel beside the labels", p->name);
  for (int t=0; t<n; t++) start[t]=at+margin[t][0], at=start[t]+size+margin[t][1]+between;
  for (int k=0; k<cells; k++) {
    int t=d==X ? k%n : k/p->grid[X];
    p->panel[k].corner[d]=start[t]; @+ p->panel[k].size[d]=size;
    memcpy(p->panel[k].margin[d], margin[t], sizeof margin[t]);
  }
}

@ An inset finds its box in that of its parent, which stands before it in the array; there $y$ counts upwards. Where one unit must
be equally long on both axes, the box shrinks about its centre in the direction in which there is room to spare.

@<Fit panel |k| into its place@>=
{
  PlotPanel *q=&p->panel[k], *around=q->around;
  double least=q->equal ? fmin(q->size[X], q->size[Y]/aspect(q)) : 0;
  for (int d=X; d<=Y; d++) {
    double size=d==X ? least : least*aspect(q), first=d==X ? q->part[0][X] : 1-q->part[0][Y]-q->part[1][Y];
    if (around!=NULL) q->corner[d]=around->corner[d]+first*around->size[d], q->size[d]=q->part[1][d]*around->size[d];
    if (q->equal) q->corner[d]+=(q->size[d]-size)/2, q->size[d]=size;
  }
}

@*1 Drawing.
A panel is drawn from the back to the front: its ground, images, the axes, everything else. Curves then run over the thin grey
axes, while an image does not cover them.

@<Functions that lay out and draw a figure@>=
@<Draw the axes of a panel@>@;
@<Draw one item of a panel@>@;
static void draw_panel(Plot *p, const PlotPanel *q)
{
  const double *corner=q->corner, *size=q->size;
  cairo_set_source_rgb(p->cr, 1, 1, 1);
  cairo_rectangle(p->cr, corner[X], corner[Y], size[X], size[Y]); @+ cairo_fill(p->cr);
  for (const PlotItem *it=q->first; it!=NULL; it=it->next)
    if (it->image!=NULL) paint(p, it->image, corner[X], corner[Y], size[X], size[Y]);
  draw_axes(p, q);
  for (const PlotItem *it=q->first; it!=NULL; it=it->next)
    if (it->image==NULL) draw_item(p, q, it);
}

@ Data are cut off at the axes, or rather up to a point outside, so that a line that runs along an axis has its full width.
Dashes are longer for a wider pen, though less than in proportion; they have no round ends, which would close their gaps. What is
filled is a quarter opaque, so that whatever is under it shows through.

@<Draw one item of a panel@>=
static void draw_item(Plot *p, const PlotPanel *q, const PlotItem *it)
{
  const PlotPen *pen=&it->pen;
  double w=sqrt(pen->width), dash[3][2]={{0}, {4.5*w, 2.5*w}, {0.1, 2.4*w}}, beyond=fmin(pen->width/2, 1);
  cairo_save(p->cr);
  cairo_set_line_width(p->cr, pen->width); @+ cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(p->cr, pen->dash==PLOT_DASHED ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_dash(p->cr, dash[pen->dash], pen->dash==PLOT_SOLID ? 0 : 2, 0);
  if (it->draw!=draw_points && it->draw!=draw_text) {
    cairo_rectangle(p->cr, q->corner[X]-beyond, q->corner[Y]-beyond, q->size[X]+2*beyond, q->size[Y]+2*beyond);
    cairo_clip(p->cr);
  }
  if (it->draw!=NULL) ink(p, pen->rgb, 1), it->draw(p, q, it);
  else @<Trace the path of the item, fill and stroke it@>@;
  cairo_restore(p->cr);
}

@ The pen is lifted at gaps.

@<Trace the path of the item, fill and stroke it@>=
{
  double at[2];
  for (int i=0, down=0; i<it->n; i++) {
    int there=place(q, it->path[i], at);
    if (there && down) cairo_line_to(p->cr, at[X], at[Y]);
    else if (there) cairo_move_to(p->cr, at[X], at[Y]);
    down=there;
  }
  ink(p, pen->rgb, 0.25);
  if (it->style & FILL) cairo_fill_preserve(p->cr);
  ink(p, pen->rgb, 1);
  if (it->style & STROKE) cairo_stroke(p->cr);
  cairo_new_path(p->cr);
}

@ The three axes differ in the direction in which their ticks point, and in the side on which a label is tied to its tick.
Numbers are darker than the axes, because they are read.

@<Draw the axes of a panel@>=
static const double grey[3]={0.47, 0.47, 0.47}, dark[3]={0.1, 0.1, 0.1};
static void draw_ticks(Plot *p, const PlotPanel *q, int axis)
{
  static const double away[3][2]={{0,1}, {-1,0}, {1,0}}, tied[3][2]={{0.5,1}, {1,0.5}, {0,0.5}};
  const PlotTicks *t=&q->tick[axis];
  for (int k=0; k<t->n; k++) {
    double f=fraction(q, axis, t->at[k]), at[2], length=t->label[k][0]!='\0' ? tick : 0.6*tick;
    double u=away[axis][X], v=away[axis][Y];
    place(q, @[(double[2]){axis==X ? f : axis==BAR, axis==X ? 0 : f}@], at);
    if (axis==BAR) at[X]+=bar_gap+bar_width;
    cairo_move_to(p->cr, at[X], at[Y]); @+ cairo_rel_line_to(p->cr, length*u, length*v);
    ink(p, grey, 1); @+ cairo_stroke(p->cr);
    ink(p, dark, 1);
    say(p, t->label[k], number_size, at[X]+(tick+gap)*u, at[Y]+(tick+gap)*v, tied[axis][X], tied[axis][Y], 0, 0);
  }
}

@ The names of the axes stand at the outer ends of the margins.

@<Draw the axes of a panel@>=
static void draw_axes(Plot *p, const PlotPanel *q)
{
  double left=q->corner[X], top=q->corner[Y], width=q->size[X], height=q->size[Y];
  double outer=left-q->margin[X][0], low=descent*text_size;
  cairo_set_dash(p->cr, NULL, 0, 0); @+ cairo_set_line_width(p->cr, 0.5);
  cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_SQUARE);
  if (q->bar!=NULL) {
    paint(p, q->bar, left+width+bar_gap, top, bar_width, height);
    cairo_rectangle(p->cr, left+width+bar_gap, top, bar_width, height);
  }
  cairo_move_to(p->cr, left, top); @+ cairo_rel_line_to(p->cr, 0, height); @+ cairo_rel_line_to(p->cr, width, 0);
  if (q->frame) cairo_rel_line_to(p->cr, 0, -height), cairo_close_path(p->cr);
  ink(p, grey, 1); @+ cairo_stroke(p->cr);
  for (int axis=X; axis<q->axes; axis++) draw_ticks(p, q, axis);
  ink(p, dark, 1);
  say(p, q->title, text_size, left, top-space, 0, 0, 0, 0);
  say(p, q->label[X], text_size, left+width/2, top+height+q->margin[Y][1]-low, 0.5, 0, 0, 0);
  if (text_width(p, q->label[Y], text_size)<name_height) say(p, q->label[Y], text_size, outer, top+height/2, 0, 0.5, 0, 0);
  else say(p, q->label[Y], text_size, outer+ascent*text_size, top+height/2, 0.5, 0, -pi/2, 0);
  say(p, q->label[BAR], text_size, left+width+q->margin[X][1]-low, top+height/2, 0.5, 0, -pi/2, 0);
}

@ At the end all is laid out, drawn and freed. What goes wrong in practice is a disk that is full, and |base_close| tells. Other errors
of cairo stick: after the first, a surface does nothing and keeps its reason. So it is enough to ask here. What Pango and Fontconfig have read of
the fonts they keep until the program ends.
@^disk, full@>

@<Functions that lay out and draw a figure@>=
void plot_end(Plot *p)
{
  lay_out(p);
  cairo_pdf_surface_set_size(p->surface, p->page[X], p->page[Y]);
  for (int k=0; k<p->panels; k++) if (p->panel[k].axes>0) draw_panel(p, &p->panel[k]);
  cairo_status_t status=cairo_status(p->cr);
  cairo_surface_finish(p->surface);
  base_close(p->picture, p->path);
  if (status==CAIRO_STATUS_SUCCESS) status=cairo_surface_status(p->surface);
  if (status!=CAIRO_STATUS_SUCCESS) base_fail("cannot write %s: %s", p->path, cairo_status_to_string(status));
  base_close(p->table, p->table_path);
  @<Free the panels and their items@>@;
  g_object_unref(p->layout);
  cairo_destroy(p->cr); @+ cairo_surface_destroy(p->surface);
  g_free(p->name); @+ free(p->path); @+ free(p->table_path); @+ free(p);
}

@ @<Free the panels and their items@>=
for (PlotPanel *q=p->panel; q<p->panel+p->panels; q++) {
  for (PlotItem *it=q->first, *next; it!=NULL; it=next) {
    next=it->next;
    cairo_surface_destroy(it->image); /* does nothing with |NULL| */
    g_free(it->text); @+ free(it->path); @+ free(it);
  }
  for (int axis=X; axis<=BAR; axis++) g_free(q->label[axis]);
  g_free(q->title); @+ cairo_surface_destroy(q->bar);
}

@*1 The figure of this appendix.
\fig{plot/kinds} shows every kind of series once. Its subjects come from outside the theory of this book.

@(plot_main.c@>=
#include <math.h>
#include <stdlib.h>
#include "base.h"
#include "cli.h"
#include "rng.h"
#include "results.h"
#include "plot.h"
@#
static const double pi=3.14159265358979323846;
@<Draw a sample of normal numbers@>@;
@<Draw a row of vortices@>@;
int main(int argc, char **argv)
{
  cli_begin(argc, argv, "plot", NULL, 0);
  Plot *p=plot_new("kinds", 122, 54);
  plot_grid(p, 1, 2); @+ draw_sample(p);
  plot_panel(p, 1); @+ draw_vortices(p);
  plot_end(p);
  return results_end();
}

@ A count of $m$ numbers in a bin has the standard error $\sqrt m$, nearly; the band has the width that theory gives it. Of the
\num{plot.bins} points \num{plot.inside} lie in the band.

@<Draw a sample of normal numbers@>=
static void draw_sample(Plot *p)
{
  enum { @+ numbers=4000, bins=35 @+ };
  const double width=0.2, unit=1/(numbers*width);
  double z[numbers], x[bins], share[bins]={0}, err[bins], exact[bins], low[bins], high[bins], edge[bins+1], inside=0;
  rng_normal(z, numbers, cli_seed(), 0, 0);
  for (int i=0; i<numbers; i++) if (fabs(z[i])<width*bins/2) share[(int)(z[i]/width+bins/2.0)]+=unit;
  for (int i=0; i<=bins; i++) edge[i]=width*(i-bins/2.0);
  for (int i=0; i<bins; i++) {
    x[i]=edge[i]+width/2; @+ exact[i]=exp(-x[i]*x[i]/2)/sqrt(2*pi); @+ err[i]=sqrt(share[i]*unit);
    low[i]=exact[i]-sqrt(exact[i]*unit); @+ high[i]=exact[i]+sqrt(exact[i]*unit);
    inside+=share[i]>low[i] && share[i]<high[i];
  }
  results_number("plot.sample", numbers, "%.0f");
  results_number("plot.bins", bins, "%.0f"); @+ results_number("plot.inside", inside, "%.0f");
  @<Put the sample into a panel and its inset@>@;
}

@ @<Put the sample into a panel and its inset@>=
plot_axes(p, -3.5, 3.5, 0, 0.62, 0, "$z$", "density");
plot_pen(p, PLOT_BLUE, 1, PLOT_SOLID);
plot_text(p, 1.05, 0.27, "l", "$e^{-z^2/2}/\u221a(2\u03c0)$");
plot_pen(p, PLOT_SKY, 0.4, PLOT_SOLID);
plot_histogram(p, "sample", bins, edge, share);
for (int inset=0; inset<2; inset++) {
  if (inset) plot_inset(p, 0.66, 0.6, 0.34, 0.4), plot_axes(p, -3.5, 3.5, 1e-3, 1, PLOT_LOG_Y, NULL, NULL);
  plot_pen(p, PLOT_BLUE, 1, PLOT_SOLID);
  plot_band(p, "one standard error", bins, x, low, high);
  plot_line(p, "exact", bins, x, exact);
  plot_pen(p, PLOT_VERMILLION, 0.5, PLOT_SOLID);
  plot_errors(p, "sample", bins, x, share, err);
  plot_points(p, "sample", bins, x, share, inset ? PLOT_DOT : PLOT_DISC);
}

@ Stuart's vortices are an exact steady flow of a fluid without viscosity, with the stream function
$\psi=\ln(\cosh y+\frac12\cos x)$ and the velocity $(\partial_y\psi,-\partial_x\psi)$. A particle keeps its~$\psi$, so its path,
computed by Heun's method, is a contour, computed by marching squares. \claim{plot.path} They agree: along the path $\psi$ varies
by \num{plot.drift}.
@^Stuart vortices@>

@<Draw a row of vortices@>=
static double stream(double x, double y) { @+ return log(cosh(y)+0.5*cos(x)); @+ }
static void velocity(double *u, double *v, double x, double y)
{ @+ *u=sinh(y)/(cosh(y)+0.5*cos(x)); @+ *v=0.5*sin(x)/(cosh(y)+0.5*cos(x)); @+ }
static double follow(int n, double *x, double *y, double h) /* from |(x[0],y[0])|; returns how much $\psi$ varies */
{
  double a, b, c, d, drift=0;
  for (int i=0; i+1<n; i++) {
    velocity(&a, &b, x[i], y[i]); @+ velocity(&c, &d, x[i]+h*a, y[i]+h*b);
    x[i+1]=x[i]+h/2*(a+c); @+ y[i+1]=y[i]+h/2*(b+d);
    drift=fmax(drift, fabs(stream(x[i+1], y[i+1])-stream(x[0], y[0])));
  }
  return drift;
}

@ The path is the third contour, dashed in black on white.

@<Draw a row of vortices@>=
static void draw_vortices(Plot *p)
{
  enum { @+ nx=160, ny=128, n=800, across=10, down=8, arrows=across*down @+ };
  double *psi=base_reals(nx*ny), level[5]={-0.45, 0, 0, 0.9, 1.4}, at[4][arrows], x[n]={pi}, y[n]={1.3};
  for (int k=0; k<nx*ny; k++) psi[k]=stream(2*pi*(k%nx+0.5)/nx, 5*(k/nx+0.5)/ny-2.5);
  for (int k=0; k<arrows; k++) {
    at[0][k]=2*pi*(k%across+0.5)/across; @+ at[1][k]=5*(k/across+0.5)/down-2.5;
    velocity(&at[2][k], &at[3][k], at[0][k], at[1][k]);
  }
  double drift=follow(n, x, y, 0.02);
  level[2]=stream(x[0], y[0]);
  plot_axes(p, 0, 2*pi, -2.5, 2.5, PLOT_EQUAL, "$x$", "$y$"); @+ plot_title(p, "stream function");
  plot_image(p, "stream function", nx, ny, psi, -0.7, 1.9); @+ plot_bar(p, -0.7, 1.9, NULL);
  plot_pen(p, PLOT_WHITE, 0.6, PLOT_SOLID);
  plot_contours(p, "contours", nx, ny, psi, 5, level);
  plot_arrows(p, "velocity", arrows, at[0], at[1], at[2], at[3], 0.42);
  plot_pen(p, PLOT_BLACK, 1, PLOT_DASHED); @+ plot_line(p, "path", n, x, y);
  free(psi);
  results_within("plot.path", drift, 0, 1e-3); @+ results_number("plot.drift", drift, "%.0e");
}

@*1 Checks.
\tested{plot}{ticks} On thousands of axes the linear ticks are round, even, as many and as fine as allowed; labels and ticks agree,
and round decimals to the last bit. \tested{plot}{decades} On logarithmic axes the labels are powers of ten at equal distances, or
multiples of them by 1, 2 and 5, and there are always two. \tested{plot}{markup} Markup is translated as described.
\tested{plot}{colours} With a conversion to CIELAB of other origin, the map has even steps and a linear lightness, nowhere leaves
the screen's colours, and stays monotone for readers who lack one kind of cone. \tested{plot}{palette} The colours of the palette
differ for all of these readers, and in grey. \tested{plot}{contours} The points of a contour of $x^2+y^2$ lie within $h^2/(8r)$ of
the circle of radius~$r$, to leading order, with observed order~2, and the pieces form closed curves. \tested{plot}{saddles} A contour of
$xy$ stays on its side of the saddle. \tested{plot}{table} The table holds every series to the last bit, and names with commas and
quotation marks. \tested{plot}{page} The page in the PDF has the size that was asked for, and a free height follows the data.
\tested{plot}{bytes} Two runs write the same bytes, with the fixed date. \tested{plot}{image} On the page, as another program
renders it, each cell of an image has its colour in its place, and \tested{plot}{gaps} a line has gaps where its data have, and ends
with the axes. \tested{plot}{refusals} Axes without ticks, unbalanced or missing characters, and labels that leave the page are
refused, while Greek letters, roots and accents are set. \tested{plot}{font} Without the font, and \tested{plot}{full} on a full
disk, the program ends with a message and leaves no file.

