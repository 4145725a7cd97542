using Experiments.Client.Commands;
using Experiments.Client.Shells;
using Experiments.Contracts.Settings;

ProcessPrivacy.Begin();
using var interruption = Interruption.OfSignals();
return await CommandLine.RunAsync(args, Shell.OfProcess(interruption));
