# Draws gains.svg; needs gains.dat beside it.
set encoding utf8
data = 'gains.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 818,510 font 'sans-serif,12' background 'white'
}
if (format eq 'png') {
set terminal pngcairo noenhanced size 1636,1020 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
if (format eq 'pdf') {
set terminal pdfcairo noenhanced size 8.52083in,5.3125in font 'sans-serif,12' fontscale 0.75 background 'white'
}
set output 'gains.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.0953545
set rmargin at screen 0.701711
set tmargin at screen 0.862745
set bmargin at screen 0.196078
unset logscale x
set xrange [-0.183782:0.216043]
set xtics nomirror ('-10' -0.1, '0' 0, '+10' 0.1, '+20' 0.2) offset 0,0.3
unset logscale y
set yrange [-0.217207:0.217329]
set ytics nomirror ('-20' -0.2, '-10' -0.1, '0' 0, '+10' 0.1, '+20' 0.2)
unset label
set label 1 'realised (points)' at screen 0.0195599,0.529412 center rotate by 90 font ',12'
set label 2 'predicted from TPR and FPR (points)' at screen 0.398533,0.121569 center font ',12'
set label 3 '5: chain medium T=0.8, n = 200' at screen 0.398533,0.886275 center font ',12'
plot data index 0 using 1:2 with lines lc rgb '#000000' lw 1.5 dt '_', \
  data index 1 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#0072B2' lw 1.2, \
  data index 1 using 1:2 with points lc rgb '#0072B2' pt 7 ps 1.0, \
  data index 2 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#D55E00' lw 1.2, \
  data index 2 using 1:2 with points lc rgb '#D55E00' pt 5 ps 1.0, \
  data index 3 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#009E73' lw 1.2, \
  data index 3 using 1:2 with points lc rgb '#009E73' pt 9 ps 1.0, \
  data index 4 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#E69F00' lw 1.2, \
  data index 4 using 1:2 with points lc rgb '#E69F00' pt 11 ps 1.0, \
  data index 5 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#CC79A7' lw 1.2, \
  data index 5 using 1:2 with points lc rgb '#CC79A7' pt 13 ps 1.0, \
  data index 6 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#56B4E9' lw 1.2, \
  data index 6 using 1:2 with points lc rgb '#56B4E9' pt 6 ps 1.0, \
  data index 7 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#000000' lw 1.2, \
  data index 7 using 1:2 with points lc rgb '#000000' pt 4 ps 1.0
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
set label 1 'Predicted and realised gain over the majority' at screen 0.0195599,0.960784 left font ',14'
set label 2 'Predicted: a verifier with the scorer'."'".'s rates whose errors are independent. Bars: 95 % intervals over' at screen 0.0195599,0.0745098 left font ',10' textcolor rgb '#444444'
set label 3 'problems.' at screen 0.0195599,0.045098 left font ',10' textcolor rgb '#444444'
set key at screen 0.726161,0.862745 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with lines lc rgb '#000000' lw 1.5 dt '_' title 'as predicted', \
  NaN with points lc rgb '#56B4E9' pt 6 ps 1.0 title 'prm-policy-value-last', \
  NaN with points lc rgb '#E69F00' pt 11 ps 1.0 title 'orm-4', \
  NaN with points lc rgb '#CC79A7' pt 13 ps 1.0 title 'orm', \
  NaN with points lc rgb '#000000' pt 4 ps 1.0 title 'logistic', \
  NaN with points lc rgb '#009E73' pt 9 ps 1.0 title 'orm-3', \
  NaN with points lc rgb '#0072B2' pt 7 ps 1.0 title 'orm-1', \
  NaN with points lc rgb '#D55E00' pt 5 ps 1.0 title 'orm-2'
unset label
unset key
unset multiplot
set output
}
