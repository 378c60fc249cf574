# Draws stopping.svg; needs stopping.dat beside it.
set encoding utf8
data = 'stopping.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,700 font 'sans-serif,12' background 'white'
} else {
set terminal pngcairo noenhanced size 2000,1400 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
set output 'stopping.'.format
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
set xrange [-0.0107198:0.278714]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2, '25%%' 0.25) offset 0,0.3
unset logscale y
set yrange [-0.0123619:0.00132483]
set ytics nomirror ('-1%%' -0.01, '-0.5%%' -0.005, '0%%' 0)
unset label
set label 1 'change of right answers' at screen 0.016,0.742857 center rotate by 90 font ',12'
set label 2 '3: maze medium T=0.8, n = 1000, cap 40' at screen 0.229,0.917143 center font ',12'
plot data index 0 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 0 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 0 using 1:2 with points lc rgb '#0072B2' pt 7 ps 1.0, \
  data index 1 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 1 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 1 using 1:2 with points lc rgb '#D55E00' pt 5 ps 1.0, \
  data index 2 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 2 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 2 using 1:2 with points lc rgb '#009E73' pt 9 ps 1.0, \
  data index 3 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 3 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 3 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0, \
  data index 4 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 4 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 4 using 1:2 with points lc rgb '#CC79A7' pt 13 ps 1.0, \
  data index 5 using 1:2 with lines lc rgb '#000000' lw 1.5 dt '_'
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.9
set bmargin at screen 0.585714
unset logscale x
set xrange [-0.0176896:0.45993]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4) offset 0,0.3
unset logscale y
set yrange [-0.00842635:0.00133967]
set ytics nomirror ('-0.8%%' -0.008, '-0.6%%' -0.006, '-0.4%%' -0.004, '-0.2%%' -0.002, '0%%' 0)
unset label
set label 1 '11: countdown medium T=0.8, n = 1000, cap 40' at screen 0.622,0.917143 center font ',12'
plot data index 6 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 6 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 6 using 1:2 with points lc rgb '#0072B2' pt 7 ps 1.0, \
  data index 7 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 7 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 7 using 1:2 with points lc rgb '#D55E00' pt 5 ps 1.0, \
  data index 8 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 8 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 8 using 1:2 with points lc rgb '#009E73' pt 9 ps 1.0, \
  data index 9 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 9 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 9 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0, \
  data index 10 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 10 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 10 using 1:2 with points lc rgb '#CC79A7' pt 13 ps 1.0, \
  data index 11 using 1:2 with lines lc rgb '#000000' lw 1.5 dt '_'
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.457143
set bmargin at screen 0.142857
unset logscale x
set xrange [-0.0125587:0.326527]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3) offset 0,0.3
unset logscale y
set yrange [-0.0204667:0.000787182]
set ytics nomirror ('-2%%' -0.02, '-1.5%%' -0.015, '-1%%' -0.01, '-0.5%%' -0.005, '0%%' 0)
unset label
set label 1 'change of right answers' at screen 0.016,0.3 center rotate by 90 font ',12'
set label 2 'samples saved' at screen 0.229,0.0885714 center font ',12'
set label 3 '19: chain medium T=0.8, n = 1000, cap 40' at screen 0.229,0.474286 center font ',12'
plot data index 12 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 12 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 12 using 1:2 with points lc rgb '#0072B2' pt 7 ps 1.0, \
  data index 13 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 13 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 13 using 1:2 with points lc rgb '#D55E00' pt 5 ps 1.0, \
  data index 14 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 14 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 14 using 1:2 with points lc rgb '#009E73' pt 9 ps 1.0, \
  data index 15 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 15 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 15 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0, \
  data index 16 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 16 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 16 using 1:2 with points lc rgb '#CC79A7' pt 13 ps 1.0, \
  data index 17 using 1:2 with lines lc rgb '#000000' lw 1.5 dt '_'
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.457143
set bmargin at screen 0.142857
unset logscale x
set xrange [-0.0094447:0.245562]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2) offset 0,0.3
unset logscale y
set yrange [-0.0401095:0.00233089]
set ytics nomirror ('-4%%' -0.04, '-3%%' -0.03, '-2%%' -0.02, '-1%%' -0.01, '0%%' 0)
unset label
set label 1 'samples saved' at screen 0.622,0.0885714 center font ',12'
set label 2 '27: unchain medium T=0.8, n = 1000, cap 40' at screen 0.622,0.474286 center font ',12'
plot data index 18 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 18 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 18 using 1:2 with points lc rgb '#0072B2' pt 7 ps 1.0, \
  data index 19 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 19 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 19 using 1:2 with points lc rgb '#D55E00' pt 5 ps 1.0, \
  data index 20 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 20 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 20 using 1:2 with points lc rgb '#009E73' pt 9 ps 1.0, \
  data index 21 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 21 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 21 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0, \
  data index 22 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 22 using 5:2:($6-$5):(0) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 22 using 1:2 with points lc rgb '#CC79A7' pt 13 ps 1.0, \
  data index 23 using 1:2 with lines lc rgb '#000000' lw 1.5 dt '_'
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
set label 1 'Samples saved by stopping early, and what becomes of the right answers' at screen 0.016,0.971429 left font ',14'
set label 2 'Panels are runs; n problems, 200 random orders of each pool. Above the dashed line a rule has more right answers than the majority' at screen 0.016,0.0542857 left font ',10' textcolor rgb '#444444'
set label 3 'of all samples up to the cap. Bars: 95 % intervals over problems, those of the change paired by problem.' at screen 0.016,0.0328571 left font ',10' textcolor rgb '#444444'
set key at screen 0.794,0.9 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with points lc rgb '#0072B2' pt 7 ps 1.0 title 'adaptive-beta', \
  NaN with points lc rgb '#D55E00' pt 5 ps 1.0 title 'adaptive-dirichlet', \
  NaN with points lc rgb '#009E73' pt 9 ps 1.0 title 'adaptive-entropy', \
  NaN with points lc rgb '#E69F00' pt 11 ps 1.0 title 'adaptive-majority', \
  NaN with points lc rgb '#CC79A7' pt 13 ps 1.0 title 'esc', \
  NaN with lines lc rgb '#000000' lw 1.5 dt '_' title 'majority at the cap'
unset label
unset key
unset multiplot
set output
}
