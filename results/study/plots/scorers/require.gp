# Draws require.svg; needs require.dat beside it.
set encoding utf8
data = 'require.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,730 font 'sans-serif,12' background 'white'
} else {
set terminal pngcairo noenhanced size 2000,1460 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
set output 'require.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.90411
set bmargin at screen 0.60274
unset logscale x
set xrange [-0.0184103:0.478668]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'least P(accept | right), TPR' at screen 0.016,0.753425 center rotate by 90 font ',12'
set label 2 '1: maze medium T=0.8, n = 200, same k' at screen 0.229,0.920548 center font ',12'
plot data index 0 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 1 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.90411
set bmargin at screen 0.60274
unset logscale x
set xrange [-0.0184103:0.478668]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'call = 0 tokens' at screen 0.622,0.920548 center font ',12'
set label 2 '1: maze medium T=0.8, n = 200,' at screen 0.622,0.941096 center font ',12'
plot data index 2 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 3 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 3 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.479452
set bmargin at screen 0.178082
unset logscale x
set xrange [-0.0184103:0.478668]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'least P(accept | right), TPR' at screen 0.016,0.328767 center rotate by 90 font ',12'
set label 2 'P(accept | wrong), FPR' at screen 0.229,0.126027 center font ',12'
set label 3 'call = 10 tokens' at screen 0.229,0.49589 center font ',12'
set label 4 '1: maze medium T=0.8, n = 200,' at screen 0.229,0.516438 center font ',12'
plot data index 4 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 5 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 4 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 5 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.479452
set bmargin at screen 0.178082
unset logscale x
set xrange [-0.0184103:0.478668]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'P(accept | wrong), FPR' at screen 0.622,0.126027 center font ',12'
set label 2 'call = 100 tokens' at screen 0.622,0.49589 center font ',12'
set label 3 '1: maze medium T=0.8, n = 200,' at screen 0.622,0.516438 center font ',12'
plot data index 6 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 7 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
  data index 6 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7
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
set label 1 'How good a verifier must be to beat the majority of k samples' at screen 0.016,0.972603 left font ',14'
set label 2 'Verifying, with the first accepted or no answer, is right more often than the majority above a line, and less often below; a line' at screen 0.016,0.0931507 left font ',10' textcolor rgb '#444444'
set label 3 'ends where no TPR is enough. At the same k, calls and samples not drawn count nothing; at equal price, verifying gets the budget' at screen 0.016,0.0726027 left font ',10' textcolor rgb '#444444'
set label 4 'that spends as much. n problems; bands: 95 % bootstrap intervals over problems. Verdicts err per answer. The point with a scorer''s' at screen 0.016,0.0520548 left font ',10' textcolor rgb '#444444'
set label 5 'name: accepting from a score on that was chosen on the tune split.' at screen 0.016,0.0315068 left font ',10' textcolor rgb '#444444'
set key at screen 0.794,0.90411 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7 title 'k = 16', \
  NaN with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7 title 'orm'
unset label
unset key
unset multiplot
set output
}
