using System.Globalization;
using Experiments.Bench.Search;
using Experiments.Search.Specs;
using Spectre.Console;

// Search quality compared with Optuna's, and the cost of proposals.
var methods = args.Length > 0 && args[0] != "all"
    ? args[0].Split(',').Select(name => Enum.Parse<SearchMethod>(name, ignoreCase: true)).ToArray()
    : Enum.GetValues<SearchMethod>();
var firstSeed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
var seeds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10;
var workers = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1;

// Grid search does not apply to a hundred trials in a continuous space.
QualityTable.Print([.. methods.Where(method => method != SearchMethod.Grid)], firstSeed, seeds, workers);
CostTable.Print(methods);
