# Draws dial.svg; needs dial.dat beside it.
set encoding utf8
data = 'dial.dat'
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_1
splot data index 1 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_2
splot data index 2 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_3
splot data index 3 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_5
splot data index 5 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_6
splot data index 6 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_7
splot data index 7 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_9
splot data index 9 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_10
splot data index 10 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_11
splot data index 11 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_13
splot data index 13 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_14
splot data index 14 using 1:2:3
unset table
unset contour
set surface
set contour base
unset surface
set cntrparam levels discrete 0
set table $contour_15
splot data index 15 using 1:2:3
unset table
unset contour
set surface
do for [format in 'svg'] {
if (format eq 'svg') {
set terminal svg noenhanced size 1000,715 font 'sans-serif,12' background 'white'
} else {
set terminal pngcairo noenhanced size 2000,1430 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
}
set output 'dial.'.format
set multiplot
set border 3 lc rgb '#444444'
set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.5
unset key
set palette defined (0 '#0072B2', 1 '#FFFFFF', 2 '#D55E00')
set cbrange [-0.796079:0.796079]
set cblabel 'verifying − majority' font ',11' offset 1,0
set cbtics ('-50%%' -0.5, '0%%' 0, '50%%' 0.5) font ',10'
set colorbox user origin screen 0.802,0.594406 size screen 0.016,0.223776
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.902098
set bmargin at screen 0.594406
unset logscale x
set xrange [-0.01:0.51]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4, '50%%' 0.5) offset 0,0.3
unset logscale y
set yrange [0.025:1.025]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'P(accept | right), TPR' at screen 0.016,0.748252 center rotate by 90 font ',12'
set label 2 '3: maze medium T=0.8, n = 1000, k = 256' at screen 0.229,0.918881 center font ',12'
plot data index 0 using 1:2:3 with image, \
  $contour_1 using 1:2 with lines lc rgb '#000000' lw 2 dt solid, \
  $contour_2 using 1:2 with lines lc rgb '#000000' lw 2 dt '-', \
  $contour_3 using 1:2 with lines lc rgb '#000000' lw 2 dt '-'
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.902098
set bmargin at screen 0.594406
unset logscale x
set xrange [-0.01:0.51]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4, '50%%' 0.5) offset 0,0.3
unset logscale y
set yrange [0.025:1.025]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'k = 256' at screen 0.622,0.918881 center font ',12'
set label 2 '11: countdown medium T=0.8, n = 1000,' at screen 0.622,0.93986 center font ',12'
unset colorbox
plot data index 4 using 1:2:3 with image, \
  $contour_5 using 1:2 with lines lc rgb '#000000' lw 2 dt solid, \
  $contour_6 using 1:2 with lines lc rgb '#000000' lw 2 dt '-', \
  $contour_7 using 1:2 with lines lc rgb '#000000' lw 2 dt '-'
set lmargin at screen 0.078
set rmargin at screen 0.381
set tmargin at screen 0.468531
set bmargin at screen 0.160839
unset logscale x
set xrange [-0.01:0.51]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4, '50%%' 0.5) offset 0,0.3
unset logscale y
set yrange [0.025:1.025]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'P(accept | right), TPR' at screen 0.016,0.314685 center rotate by 90 font ',12'
set label 2 'P(accept | wrong), FPR' at screen 0.229,0.107692 center font ',12'
set label 3 '19: chain medium T=0.8, n = 1000, k = 256' at screen 0.229,0.485315 center font ',12'
unset colorbox
plot data index 8 using 1:2:3 with image, \
  $contour_9 using 1:2 with lines lc rgb '#000000' lw 2 dt solid, \
  $contour_10 using 1:2 with lines lc rgb '#000000' lw 2 dt '-', \
  $contour_11 using 1:2 with lines lc rgb '#000000' lw 2 dt '-'
set lmargin at screen 0.471
set rmargin at screen 0.774
set tmargin at screen 0.468531
set bmargin at screen 0.160839
unset logscale x
set xrange [-0.01:0.51]
set xtics nomirror ('0%%' 0, '10%%' 0.1, '20%%' 0.2, '30%%' 0.3, '40%%' 0.4, '50%%' 0.5) offset 0,0.3
unset logscale y
set yrange [0.025:1.025]
set ytics nomirror ('20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
unset label
set label 1 'P(accept | wrong), FPR' at screen 0.622,0.107692 center font ',12'
set label 2 '27: unchain medium T=0.8, n = 1000, k = 256' at screen 0.622,0.485315 center font ',12'
unset colorbox
plot data index 12 using 1:2:3 with image, \
  $contour_13 using 1:2 with lines lc rgb '#000000' lw 2 dt solid, \
  $contour_14 using 1:2 with lines lc rgb '#000000' lw 2 dt '-', \
  $contour_15 using 1:2 with lines lc rgb '#000000' lw 2 dt '-'
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
set label 1 'First accepted minus majority, by the verifier''s rates' at screen 0.016,0.972028 left font ',14'
set label 2 'Panels are runs; n problems, budget k. Colours: right answers of the first accepted, none where nothing is accepted, minus right' at screen 0.016,0.0741259 left font ',10' textcolor rgb '#444444'
set label 3 'answers of the majority. Exact expectations over all k-subsets of the pool and over the verifier''s noise, per answer. Between the' at screen 0.016,0.0531469 left font ',10' textcolor rgb '#444444'
set label 4 'dashed lines the 95 % bootstrap interval of the difference, paired by problem, holds 0.' at screen 0.016,0.0321678 left font ',10' textcolor rgb '#444444'
set key at screen 0.794,0.902098 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
plot [0:1] [0:1] NaN with lines lc rgb '#000000' lw 2 dt solid title 'verifying = majority', \
  NaN with lines lc rgb '#000000' lw 2 dt '-' title '95 % interval'
unset label
unset key
unset multiplot
set output
}
