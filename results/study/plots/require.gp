# Draws require.svg; needs require.dat beside it.
set encoding utf8
data = 'require.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,715 font 'sans-serif,12' background 'white'
} else {
set terminal pngcairo noenhanced size 2000,1430 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
set output 'require.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.078
set rmargin at screen 0.484
set tmargin at screen 0.902098
set bmargin at screen 0.594406
unset logscale x
set xrange [-0.006:0.156]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'least P(accept | right), TPR' at screen 0.016,0.748252 center rotate by 90 font ',12'
set label 2 '3: maze medium T=0.8, n = 1000, same k' at screen 0.281,0.918881 center font ',12'
plot data index 0 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7
set lmargin at screen 0.574
set rmargin at screen 0.98
set tmargin at screen 0.902098
set bmargin at screen 0.594406
unset logscale x
set xrange [-0.008:0.208]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 '11: countdown medium T=0.8, n = 1000, same k' at screen 0.777,0.918881 center font ',12'
plot data index 1 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7
set lmargin at screen 0.078
set rmargin at screen 0.484
set tmargin at screen 0.468531
set bmargin at screen 0.160839
unset logscale x
set xrange [-0.008:0.208]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'least P(accept | right), TPR' at screen 0.016,0.314685 center rotate by 90 font ',12'
set label 2 'P(accept | wrong), FPR' at screen 0.281,0.107692 center font ',12'
set label 3 '19: chain medium T=0.8, n = 1000, same k' at screen 0.281,0.485315 center font ',12'
plot data index 2 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7
set lmargin at screen 0.574
set rmargin at screen 0.98
set tmargin at screen 0.468531
set bmargin at screen 0.160839
unset logscale x
set xrange [-0.008:0.208]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'P(accept | wrong), FPR' at screen 0.777,0.107692 center font ',12'
set label 2 '27: unchain medium T=0.8, n = 1000, same k' at screen 0.777,0.485315 center font ',12'
plot data index 3 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 3 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7
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
set label 1 'How good a verifier must be to beat the majority of k samples' at screen 0.016,0.972028 left font ',14'
set label 2 'Verifying, with the first accepted or no answer, is right more often than the majority above a line, and less often below; a line' at screen 0.016,0.0741259 left font ',10' textcolor rgb '#444444'
set label 3 'ends where no TPR is enough. At the same k, calls and samples not drawn count nothing; at equal price, verifying gets the budget' at screen 0.016,0.0531469 left font ',10' textcolor rgb '#444444'
set label 4 'that spends as much. n problems; bands: 95 % bootstrap intervals over problems. Verdicts err per answer.' at screen 0.016,0.0321678 left font ',10' textcolor rgb '#444444'
set key at screen 1,0.902098 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN notitle
unset label
unset key
unset multiplot
set output
}
