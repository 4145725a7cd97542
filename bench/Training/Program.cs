using System.Globalization;
using Experiments.Training.Bench;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Runs = 7;
torch.set_num_threads(1);
var data = BenchData.Make();
// Runs alternate, so that a machine that slows down or speeds up meanwhile does so for both.
var (ours, plain) = (new List<double>(), new List<double>());
for (var run = 0; run <= Runs; run++)
{
    var (our, other) = (OurLoop.SamplesPerSecond(data), PlainLoop.SamplesPerSecond(data));
    if (run == 0)
        continue;
    ours.Add(our);
    plain.Add(other);
}

var (ourMedian, plainMedian) = (ours.Order().ElementAt(Runs / 2), plain.Order().ElementAt(Runs / 2));
Console.WriteLine($"""
    MLP 784-128-10, ReLU, dropout 0.2, Adam, cross entropy; batch 64, one thread, {BenchData.Examples:N0} examples
    in memory; median (lowest to highest) of {Runs} epochs each, in turns

    | training loop                | samples/s | range            | ratio |
    |------------------------------|-----------|------------------|-------|
    | mlp workload                 | {ourMedian,9:N0} | {ours.Min(),7:N0}-{ours.Max(),-8:N0} | {ourMedian / plainMedian,5:F2} |
    | plain TorchSharp module loop | {plainMedian,9:N0} | {plain.Min(),7:N0}-{plain.Max(),-8:N0} | {1,5:F2} |
    """);
