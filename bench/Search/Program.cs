using System.Globalization;
using Experiments.Bench.Search;
using Experiments.Bench.Search.Problems;
using Experiments.Search.Methods;
using Experiments.Search.Specs;

// Search quality compared with Optuna's or between versions of our own algorithms, and the cost of proposals.
var contenders = args.Length > 0 && args[0] != "all"
    ? args[0].Split(',').Select(Contender.Parse).ToArray()
    // Grid search does not apply to a hundred trials in a continuous space.
    : [.. Enum.GetValues<SearchMethod>().Where(method => method != SearchMethod.Grid)
        .Select(method => new Contender(method, AlgorithmVersions.Newest))];
var firstSeed = Argument(1, 0);
var seeds = Argument(2, 10);
var workers = Argument(3, 1);
var problems = args.Length > 4 ? args[4] : "textbook";
var trials = Argument(5, 100);

switch (problems)
{
    case "textbook":
        QualityTable.Print(contenders, firstSeed, seeds, workers);
        CostTable.Print(contenders);
        break;
    case "choosing":
        RankTable.Print(ProblemSets.Choosing, contenders, firstSeed, seeds, trials, workers);
        break;
    case "confirming":
        RankTable.Print(ProblemSets.Confirming, contenders, firstSeed, seeds, trials, workers);
        break;
    case "constrained":
        ConstrainedTable.Print(contenders, firstSeed, seeds, trials);
        break;
    case "fronts":
        FrontTable.Print(ForSeveral(), firstSeed, seeds, trials, workers);
        FrontPruningTable.Print(ForSeveral(), firstSeed, seeds, trials, workers);
        break;
    case "repeats":
        RepeatsTable.Print(firstSeed, seeds, trials, workers);
        break;
    default:
        Console.Error.WriteLine(
            $"There are no problems '{problems}': write textbook, choosing, confirming, constrained, fronts or "
            + "repeats.");
        return 2;
}
return 0;

Contender[] ForSeveral() =>
    [.. contenders.Where(contender => SearchMethods.ForSeveralObjectives.Contains(contender.Method))];

int Argument(int place, int preset) =>
    args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : preset;
