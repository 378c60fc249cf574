# Draws require.svg; needs require.dat beside it.
set encoding utf8
data = 'require.dat'
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 834,585 font 'sans-serif,12' background 'white'
}
if (format eq 'png') {
set terminal pngcairo noenhanced size 1668,1170 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
if (format eq 'pdf') {
set terminal pdfcairo noenhanced size 8.6875in,6.09375in font 'sans-serif,12' fontscale 0.75 background 'white'
}
set output 'require.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set lmargin at screen 0.0935252
set rmargin at screen 0.688249
set tmargin at screen 0.880342
set bmargin at screen 0.299145
unset logscale x
set xrange [-0.006:0.156]
set xtics nomirror ('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15) offset 0,0.3
unset logscale y
set yrange [0:1]
set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'least P(accept | right), TPR' at screen 0.0191847,0.589744 center rotate by 90 font ',12'
set label 2 'P(accept | wrong), FPR' at screen 0.390887,0.234188 center font ',12'
set label 3 '1: maze medium T=0.8, n = 200' at screen 0.390887,0.900855 center font ',12'
plot data index 0 using 1:3:4 with filledcurves lc rgb '#0072B2' fs transparent solid 0.15 noborder, \
  data index 0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7, \
  data index 1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt '-' pt 10 ps 0.7, \
  data index 2 using 1:3:(0):($4-$3) with vectors heads size graph 0.008,90 nofilled lc rgb '#000000' lw 1.2, \
  data index 2 using 1:2 with points lc rgb '#000000' pt 4 ps 1.0
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
set label 1 'How good a verifier must be to beat the majority of k samples' at screen 0.0191847,0.965812 left font ',14'
set label 2 'Verifying, with the first accepted or no answer, is right more often than the majority above a line, and' at screen 0.0191847,0.193162 left font ',10' textcolor rgb '#444444'
set label 3 'less often below; a line ends where no TPR is enough. At the same k, calls and samples not drawn count' at screen 0.0191847,0.167521 left font ',10' textcolor rgb '#444444'
set label 4 'nothing; where a line names the price of a call, verifying gets the budget that spends as much. n problems;' at screen 0.0191847,0.14188 left font ',10' textcolor rgb '#444444'
set label 5 'bands, at the same k: 95 % bootstrap intervals over problems. Verdicts err per answer. The point with a' at screen 0.0191847,0.116239 left font ',10' textcolor rgb '#444444'
set label 6 'scorer'."'".'s name: accepting from a score on that was chosen on the tune split.' at screen 0.0191847,0.0905983 left font ',10' textcolor rgb '#444444'
set label 7 'Not drawn, as nowhere two points away from the line in brackets: k = 16, call = 10 tokens (k = 16, call = 0' at screen 0.0191847,0.0649573 left font ',10' textcolor rgb '#444444'
set label 8 'tokens); k = 16, call = 100 tokens (k = 16, call = 0 tokens).' at screen 0.0191847,0.0393162 left font ',10' textcolor rgb '#444444'
set key at screen 0.71223,0.880342 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with linespoints lc rgb '#0072B2' lw 2 dt solid pt 7 ps 0.7 title 'k = 16', \
  NaN with linespoints lc rgb '#0072B2' lw 2 dt '-' pt 10 ps 0.7 title 'k = 16, call = 0 tokens', \
  NaN with points lc rgb '#000000' pt 4 ps 1.0 title 'orm'
unset label
unset key
unset multiplot
set output
}
