# Draws accuracy-budget.svg; needs accuracy-budget.dat beside it.
set encoding utf8
data = 'accuracy-budget.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,780 font 'sans-serif,12' background 'white'
}
if (format eq 'png') {
set terminal pngcairo noenhanced size 2000,1560 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
if (format eq 'pdf') {
set terminal pdfcairo noenhanced size 10.4167in,8.125in font 'sans-serif,12' fontscale 0.75 background 'white'
}
set output 'accuracy-budget.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.884615
set bmargin at screen 0.602564
set logscale x
set xrange [0.870551:36.7583]
set xtics nomirror ('1' 1, '2' 2, '4' 4, '8' 8, '16' 16, '32' 32) offset 0,0.3
unset logscale y
set yrange [0.0459786:1.03347]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'right answers' at screen 0.016,0.74359 center rotate by 90 font ',12'
set label 2 '1: maze medium T=0.8' at screen 0.229,0.9 center font ',12'
plot data index 0 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 1 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 2 using 1:3:4 with filledcurves lc rgb '#999999' fs transparent solid 0.15 noborder, \
  data index 3 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 4 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 5 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 6 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 7 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 2 using 1:2 with linespoints lc rgb '#999999' lw 2 dt '-' pt 6 ps 0.7, \
  data index 3 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt '.' pt 4 ps 0.7, \
  data index 4 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '.' pt 8 ps 0.7, \
  data index 5 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '-.' pt 6 ps 0.7, \
  data index 6 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt '-.' pt 12 ps 0.7, \
  data index 7 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt solid pt 6 ps 0.7
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.884615
set bmargin at screen 0.602564
set logscale x
set xrange [0.870551:36.7583]
set xtics nomirror ('1' 1, '2' 2, '4' 4, '8' 8, '16' 16, '32' 32) offset 0,0.3
unset logscale y
set yrange [0.0459786:1.03347]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 '3: countdown medium T=0.8' at screen 0.622,0.9 center font ',12'
plot data index 8 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 9 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 10 using 1:3:4 with filledcurves lc rgb '#999999' fs transparent solid 0.15 noborder, \
  data index 11 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 12 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 13 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 14 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 15 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 8 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 9 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 10 using 1:2 with linespoints lc rgb '#999999' lw 2 dt '-' pt 6 ps 0.7, \
  data index 11 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt '.' pt 4 ps 0.7, \
  data index 12 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '.' pt 8 ps 0.7, \
  data index 13 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '-.' pt 6 ps 0.7, \
  data index 14 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt '-.' pt 12 ps 0.7, \
  data index 15 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt solid pt 6 ps 0.7
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.487179
set bmargin at screen 0.205128
set logscale x
set xrange [0.870551:36.7583]
set xtics nomirror ('1' 1, '2' 2, '4' 4, '8' 8, '16' 16, '32' 32) offset 0,0.3
unset logscale y
set yrange [0.0459786:1.03347]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'right answers' at screen 0.016,0.346154 center rotate by 90 font ',12'
set label 2 'budget: samples at most (log scale)' at screen 0.229,0.15641 center font ',12'
set label 3 '5: chain medium T=0.8' at screen 0.229,0.502564 center font ',12'
plot data index 16 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 17 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 18 using 1:3:4 with filledcurves lc rgb '#999999' fs transparent solid 0.15 noborder, \
  data index 19 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 20 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 21 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 22 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 23 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 16 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 17 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 18 using 1:2 with linespoints lc rgb '#999999' lw 2 dt '-' pt 6 ps 0.7, \
  data index 19 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt '.' pt 4 ps 0.7, \
  data index 20 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '.' pt 8 ps 0.7, \
  data index 21 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '-.' pt 6 ps 0.7, \
  data index 22 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt '-.' pt 12 ps 0.7, \
  data index 23 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt solid pt 6 ps 0.7
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.487179
set bmargin at screen 0.205128
set logscale x
set xrange [0.870551:36.7583]
set xtics nomirror ('1' 1, '2' 2, '4' 4, '8' 8, '16' 16, '32' 32) offset 0,0.3
unset logscale y
set yrange [0.0459786:1.03347]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'budget: samples at most (log scale)' at screen 0.622,0.15641 center font ',12'
set label 2 '7: unchain medium T=0.8' at screen 0.622,0.502564 center font ',12'
plot data index 24 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 25 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 26 using 1:3:4 with filledcurves lc rgb '#999999' fs transparent solid 0.15 noborder, \
  data index 27 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 28 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 29 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 30 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 31 using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.15 noborder, \
  data index 24 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 25 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 26 using 1:2 with linespoints lc rgb '#999999' lw 2 dt '-' pt 6 ps 0.7, \
  data index 27 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt '.' pt 4 ps 0.7, \
  data index 28 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '.' pt 8 ps 0.7, \
  data index 29 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt '-.' pt 6 ps 0.7, \
  data index 30 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt '-.' pt 12 ps 0.7, \
  data index 31 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt solid pt 6 ps 0.7
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
unset border
unset tics
unset grid
unset logscale
unset colorbox
unset label
set label 1 'Right answers against budget: samples at most' at screen 0.016,0.974359 left font ',14'
set label 2 'n = 200' at screen 0.016,0.948718 left font ',12'
set label 3 'Panels are runs; n problems × 32 candidates, budgets 1, 2, 4, 8, 16, 32. Bands: 95 % intervals over problems. Estimates are exact' at screen 0.016,0.125641 left font ',10' textcolor rgb '#444444'
set label 4 'expectations over all k-subsets of the pool, or over random subsets or orders where there is no formula, standard error at most' at screen 0.016,0.10641 left font ',10' textcolor rgb '#444444'
set label 5 '0.06 points; ties are shared.' at screen 0.016,0.0871795 left font ',10' textcolor rgb '#444444'
set label 6 'An answer key, because it solves the problem itself: the verifier of chain.' at screen 0.016,0.0679487 left font ',10' textcolor rgb '#444444'
set label 7 'Hardly to be seen, as another line lies on it: orm-max beneath prm-last-max (3: countdown medium T=0.8; 5: chain medium T=0.8),' at screen 0.016,0.0487179 left font ',10' textcolor rgb '#444444'
set label 8 'orm-vote beneath prm-last-max (3: countdown medium T=0.8; 5: chain medium T=0.8).' at screen 0.016,0.0294872 left font ',10' textcolor rgb '#444444'
set key at screen 0.794,0.884615 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with linespoints lc rgb '#56B4E9' lw 2 dt solid pt 6 ps 0.7 title 'verifier', \
  NaN with linespoints lc rgb '#999999' lw 2 dt '-' pt 6 ps 0.7 title 'orm-max', \
  NaN with linespoints lc rgb '#D55E00' lw 2 dt '.' pt 8 ps 0.7 title 'prm-last-max', \
  NaN with linespoints lc rgb '#0072B2' lw 2 dt '.' pt 4 ps 0.7 title 'orm-vote', \
  NaN with linespoints lc rgb '#56B4E9' lw 2 dt '-.' pt 12 ps 0.7 title 'logistic-max', \
  NaN with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7 title 'majority', \
  NaN with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7 title 'single', \
  NaN with linespoints lc rgb '#D55E00' lw 2 dt '-.' pt 6 ps 0.7 title 'yesno-max'
unset label
unset key
unset multiplot
set output
}
