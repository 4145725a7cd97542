#!/bin/sh
# Looks for a root by halving an interval. Parameters come as name=value words.
for word in "$@"; do
  case $word in
    low=*) low=${word#low=} ;;
    high=*) high=${word#high=} ;;
    steps=*) steps=${word#steps=} ;;
  esac
done

awk -v low="$low" -v high="$high" -v steps="$steps" 'BEGIN {
  for (step = 1; step <= steps; step++) {
    middle = (low + high) / 2
    value = middle * middle * middle - 2
    if (value > 0) high = middle; else low = middle
    printf "step=%d error=%.9g\n", step, value < 0 ? -value : value
  }
}'
