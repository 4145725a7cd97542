using Experiments.Client.Commands;
using Experiments.Client.Shells;

using var interruption = Interruption.OfSignals();
return await CommandLine.RunAsync(args, Shell.OfProcess(interruption));
