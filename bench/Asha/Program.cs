using System.Globalization;
using Experiments.Bench.Asha;
using Experiments.Search.Specs;

// ASHA as published (Li et al., MLSys 2020), on synthetic curves in virtual time.
var seeds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
var trials = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
var asha = new SearchSpec
{
    Version = AlgorithmVersions.Newest,
    Space = Curves.Space,
    Method = SearchMethod.Random,
    RunCap = trials,
    EarlyTermination = new EarlyTermination.Asha("epoch", 1, 4, Curves.Budget, 1),
};
RungsTable.Print(asha, workers: 25);
ReachTable.Print(asha, workers: 25, seeds, randomTrials: 1_000);
LateBloomersTable.Print(sweeps: 20 * seeds, trials: 100, SearchMethod.Random);
LateBloomersTable.Print(sweeps: 20 * seeds, trials: 100, SearchMethod.Tpe);
