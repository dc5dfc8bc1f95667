% The master file: limbo, which goes to TeX as it is, and the order of the book.
\documentclass[10pt,twoside]{book}
\usepackage{pages}
\input{inputs}
\hypersetup{pdftitle={Diffusion Models as Numerical Solvers for Partial Differential Equations},
  pdfsubject={A literate program in C},pdfkeywords={diffusion models, heat equation, Fokker-Planck equation, score matching, CWEB}}
\begin{document}
\frontmatter
\thispagestyle{empty}
\vspace*{40mm}
{\raggedright\sffamily
{\bfseries\fontsize{28}{34}\selectfont Diffusion Models\\ as Numerical Solvers\\ for Partial Differential\\ Equations\par}
\vskip14pt{\color{ink!65}\hrule height.8pt}\vskip14pt
{\Large A literate program in C\par}}
\vfill
\tableofcontents
\chapter{Preface}
The book grew from an article by \citet{chen}.
\mainmatter

@i types.w
@** The apparatus.
\appendix
@i base.w
@i cli.w
@i results.w
