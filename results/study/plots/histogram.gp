# Draws histogram.svg; needs histogram.dat beside it.
set encoding utf8
data = 'histogram.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,700 font 'sans-serif,12' background 'white'
} else {
set terminal pngcairo noenhanced size 2000,1400 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
set output 'histogram.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.078
set rmargin at screen 0.484
set tmargin at screen 0.9
set bmargin at screen 0.585714
unset logscale x
set xrange [-0.1966:1.1966]
set xtics nomirror ('none' -0.1, '25%%' 0.25, '50%%' 0.5, '75%%' 0.75, 'all' 1.1) offset 0,0.3
unset logscale y
set yrange [0:0.17711]
set ytics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15)
unset label
set label 1 'problems' at screen 0.016,0.742857 center rotate by 90 font ',12'
set label 2 '3: maze medium T=0.8, n = 1000' at screen 0.281,0.917143 center font ',12'
plot data index 0 using 1:2:(0.09) with boxes lc rgb '#0072B2' fs solid 0.7 noborder, \
  data index 0 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#222222' lw 1.2
set lmargin at screen 0.574
set rmargin at screen 0.98
set tmargin at screen 0.9
set bmargin at screen 0.585714
unset logscale x
set xrange [-0.1966:1.1966]
set xtics nomirror ('none' -0.1, '25%%' 0.25, '50%%' 0.5, '75%%' 0.75, 'all' 1.1) offset 0,0.3
unset logscale y
set yrange [0:0.256588]
set ytics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2, '25%%' 0.25)
unset label
set label 1 '11: countdown medium T=0.8, n = 1000' at screen 0.777,0.917143 center font ',12'
plot data index 1 using 1:2:(0.09) with boxes lc rgb '#0072B2' fs solid 0.7 noborder, \
  data index 1 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#222222' lw 1.2
set lmargin at screen 0.078
set rmargin at screen 0.484
set tmargin at screen 0.457143
set bmargin at screen 0.142857
unset logscale x
set xrange [-0.1966:1.1966]
set xtics nomirror ('none' -0.1, '25%%' 0.25, '50%%' 0.5, '75%%' 0.75, 'all' 1.1) offset 0,0.3
unset logscale y
set yrange [0:0.38472]
set ytics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3)
unset label
set label 1 'problems' at screen 0.016,0.3 center rotate by 90 font ',12'
set label 2 'right candidates of a problem' at screen 0.281,0.0885714 center font ',12'
set label 3 '19: chain medium T=0.8, n = 1000' at screen 0.281,0.474286 center font ',12'
plot data index 2 using 1:2:(0.09) with boxes lc rgb '#0072B2' fs solid 0.7 noborder, \
  data index 2 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#222222' lw 1.2
set lmargin at screen 0.574
set rmargin at screen 0.98
set tmargin at screen 0.457143
set bmargin at screen 0.142857
unset logscale x
set xrange [-0.1966:1.1966]
set xtics nomirror ('none' -0.1, '25%%' 0.25, '50%%' 0.5, '75%%' 0.75, 'all' 1.1) offset 0,0.3
unset logscale y
set yrange [0:0.274905]
set ytics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2, '25%%' 0.25)
unset label
set label 1 'right candidates of a problem' at screen 0.777,0.0885714 center font ',12'
set label 2 '27: unchain medium T=0.8, n = 1000' at screen 0.777,0.474286 center font ',12'
plot data index 3 using 1:2:(0.09) with boxes lc rgb '#0072B2' fs solid 0.7 noborder, \
  data index 3 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#222222' lw 1.2
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
set label 1 'Problems by their share of right candidates' at screen 0.016,0.971429 left font ',14'
set label 2 'Panels are runs; n problems × 256 candidates. none: no candidate is right, where no choice among them helps; all: every candidate' at screen 0.016,0.0542857 left font ',10' textcolor rgb '#444444'
set label 3 'is. Between them, bars of 10 percentage points, the lower end included. Lines: 95 % Wilson intervals.' at screen 0.016,0.0328571 left font ',10' textcolor rgb '#444444'
set key at screen 1,0.9 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN notitle
unset label
unset key
unset multiplot
set output
}
