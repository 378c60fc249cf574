# Draws risk-coverage.svg; needs risk-coverage.dat beside it.
set encoding utf8
data = 'risk-coverage.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,700 font 'sans-serif,12' background 'white'
} else {
set terminal pngcairo noenhanced size 2000,1400 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
set output 'risk-coverage.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.9
set bmargin at screen 0.585714
unset logscale x
set xrange [0.064:1.036]
set xtics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1) offset 0,0.3
unset logscale y
set yrange [-0.014881:0.386906]
set ytics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3)
unset label
set label 1 'wrong among the answers' at screen 0.016,0.742857 center rotate by 90 font ',12'
set label 2 '3: maze medium T=0.8, n = 1000, k = 16' at screen 0.229,0.917143 center font ',12'
plot data index 0 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 1 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 2 using 1:3:4 with filledcurves lc rgb '#009E73' fs transparent solid 0.15 noborder, \
  data index 0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt solid pt 9 ps 0.7, \
  data index 3 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 3 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 3 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.9
set bmargin at screen 0.585714
unset logscale x
set xrange [0.068:0.932]
set xtics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8) offset 0,0.3
unset logscale y
set yrange [-0.0106222:0.276178]
set ytics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2, '25%%' 0.25)
unset label
set label 1 '11: countdown medium T=0.8, n = 1000, k = 16' at screen 0.622,0.917143 center font ',12'
plot data index 4 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 5 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 6 using 1:3:4 with filledcurves lc rgb '#009E73' fs transparent solid 0.15 noborder, \
  data index 4 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 5 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 6 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt solid pt 9 ps 0.7, \
  data index 7 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 7 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 7 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.457143
set bmargin at screen 0.142857
unset logscale x
set xrange [0.064:1.036]
set xtics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1) offset 0,0.3
unset logscale y
set yrange [-0.0219655:0.571103]
set ytics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4, '50%%' 0.5)
unset label
set label 1 'wrong among the answers' at screen 0.016,0.3 center rotate by 90 font ',12'
set label 2 'problems answered' at screen 0.229,0.0885714 center font ',12'
set label 3 '19: chain medium T=0.8, n = 1000, k = 16' at screen 0.229,0.474286 center font ',12'
plot data index 8 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 9 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 10 using 1:3:4 with filledcurves lc rgb '#009E73' fs transparent solid 0.15 noborder, \
  data index 8 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 9 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 10 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt solid pt 9 ps 0.7, \
  data index 11 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 11 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 11 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.457143
set bmargin at screen 0.142857
unset logscale x
set xrange [0.064:1.036]
set xtics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1) offset 0,0.3
unset logscale y
set yrange [-0.0195487:0.508266]
set ytics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4, '50%%' 0.5)
unset label
set label 1 'problems answered' at screen 0.622,0.0885714 center font ',12'
set label 2 '27: unchain medium T=0.8, n = 1000, k = 16' at screen 0.622,0.474286 center font ',12'
plot data index 12 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 13 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 14 using 1:3:4 with filledcurves lc rgb '#009E73' fs transparent solid 0.15 noborder, \
  data index 12 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 13 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
  data index 14 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt solid pt 9 ps 0.7, \
  data index 15 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 15 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 15 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0
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
set label 1 'Wrong answers among those given, against the share of problems answered' at screen 0.016,0.971429 left font ',14'
set label 2 'Panels are runs; n problems, the first k candidates of each in stored order. A strategy answers the problems it is surest of; the' at screen 0.016,0.0542857 left font ',10' textcolor rgb '#444444'
set label 3 'point is the domain''s verifier, which answers where it accepts. Bands and bars: 95 % intervals over problems.' at screen 0.016,0.0328571 left font ',10' textcolor rgb '#444444'
set key at screen 0.794,0.9 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7 title 'majority', \
  NaN with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7 title 'majority-logprob', \
  NaN with linespoints lc rgb '#009E73' lw 2 dt solid pt 9 ps 0.7 title 'best-logprob', \
  NaN with points lc rgb '#E69F00' pt 11 ps 1.0 title 'verifier'
unset label
unset key
unset multiplot
set output
}
