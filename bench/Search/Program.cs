using System.Globalization;
using Experiments.Bench.Search;
using Experiments.Search.Deciding;
using Experiments.Search.Specs;
using Spectre.Console;

// Search quality beside Optuna's, and what proposals cost.
var methods = args.Length > 0 && args[0] != "all"
    ? args[0].Split(',').Select(name => Enum.Parse<SearchMethod>(name, ignoreCase: true)).ToArray()
    : Enum.GetValues<SearchMethod>();
var firstSeed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
var seeds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10;
var workers = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1;

// A grid has no say in where a hundred trials of a continuous space go.
QualityTable.Print([.. methods.Where(method => method != SearchMethod.Grid)], firstSeed, seeds, workers);
CostTable.Print(methods);
