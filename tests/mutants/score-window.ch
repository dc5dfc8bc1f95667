The window of integration is too narrow.
Kills: moments quadrature

@x
static const double cut = 30; /* $L$ of Lemma~\ref{th:score-window} */
@y
static const double cut = 8; /* $L$ of Lemma~\ref{th:score-window} */
@z
