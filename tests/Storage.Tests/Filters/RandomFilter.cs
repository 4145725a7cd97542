using System.Globalization;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Storage.Tests.Filters;

/// <summary>
/// A random filter, and its value for a trial in the logic of SQL, computed in the plainest way: null is unknown.
/// </summary>
/// <param name="Text">The filter as a user writes it.</param>
/// <param name="Of">Returns true, false, or null.</param>
internal sealed record RandomFilter(string Text, Func<FilteredTrial, bool?> Of)
{
    private static readonly string[] Signs = ["=", "!=", "<", "<=", ">", ">=", "==", "<>"];

    private static readonly double[] Numbers =
        [0, 0.1, 0.25, 0.5, 1, 2, 3, -1, -2.5, 7, 20, 0.001, 1e300, 5e-324, 1e-4, 9223372036854775807];

    private static readonly (string Name, Func<FilteredTrial, double?> Value)[] NumberFields =
    [
        ("objective", trial => trial.Summary.Objective ?? trial.Summary.Latest),
        ("val_loss", trial => trial.Summary.Objective ?? trial.Summary.Latest),
        ("column.latest", trial => trial.Summary.Objective ?? trial.Summary.Latest),
        ("metric.val_loss", trial => Newest(trial, "val_loss")),
        ("loss", trial => Newest(trial, "loss")),
        ("metric.`odd 'name'`", trial => Newest(trial, "odd 'name'")),
        ("trial", trial => trial.Summary.Number),
        ("step", trial => trial.Summary.Step),
        ("attempt", trial => trial.Summary.Attempt),
        ("column.restarts", trial => trial.Summary.Restarts),
    ];

    /// <summary>Creates a filter with at most this depth.</summary>
    public static RandomFilter Create(Random random, int depth = 3) => (depth == 0 ? 3 : random.Next(6)) switch
    {
        0 => Join(random, depth, "and", unless: false),
        1 => Join(random, depth, "or", unless: true),
        2 when Create(random, depth - 1) is var inner =>
            new($"not ({inner.Text})", trial => !inner.Of(trial)),
        _ => Condition(random),
    };

    // Kleene's logic: one value that decides does so even if others are unknown.
    private static RandomFilter Join(Random random, int depth, string word, bool unless)
    {
        var items = Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Create(random, depth - 1)).ToList();
        return new(
            $"({string.Join($" {word} ", items.Select(item => item.Text))})",
            trial =>
            {
                var values = items.Select(item => item.Of(trial)).ToList();
                if (values.Contains(unless)) return unless;
                return values.Contains(null) ? null : !unless;
            });
    }

    private static RandomFilter Condition(Random random) => random.Next(4) switch
    {
        0 => NumberCondition(random),
        1 when random.Next(3) == 0 => StatusCondition(random),
        1 when random.Next(3) == 0 => TextCondition(random),
        _ => ParameterCondition(random),
    };

    private static RandomFilter NumberCondition(Random random)
    {
        var (name, field) = NumberFields[random.Next(NumberFields.Length)];
        double? Value(FilteredTrial trial) => field(trial) is { } value && double.IsFinite(value) ? value : null;
        if (random.Next(8) == 0) return Presence(random, name, trial => Value(trial) is not null);
        if (random.Next(6) == 0)
        {
            var list = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(random, Numbers)).ToList();
            return In(
                random, name, list.Select(Write), trial => Value(trial) is { } value ? list.Contains(value) : null);
        }

        var (sign, number) = (Pick(random, Signs), Pick(random, Numbers));
        return new($"{name}{sign}{Write(number)}", trial => Value(trial) is { } value
            ? Holds(sign, value.CompareTo(number))
            : null);
    }

    private static RandomFilter StatusCondition(Random random)
    {
        var list = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(random, Enum.GetValues<TrialStatus>()))
            .ToList();
        return In(
            random, "status", list.Select(status => status.ToString().ToLowerInvariant()),
            trial => list.Contains(trial.Summary.Status));
    }

    private static RandomFilter TextCondition(Random random)
    {
        (string Name, Func<TrialSummary, string?> Value) field =
            random.Next(2) == 0 ? ("node", trial => trial.Node) : ("cause", trial => trial.Cause);
        if (random.Next(4) == 0)
            return Presence(random, field.Name, trial => field.Value(trial.Summary) is not null);
        var text = Pick(random, ["node-1", "node-2", "it's broken", "exit code 1", "x"]);
        var isEqual = random.Next(2) == 0;
        return new(
            $"{field.Name} {(isEqual ? "=" : "!=")} '{text.Replace("'", "''")}'",
            trial => field.Value(trial.Summary) is { } value ? value == text == isEqual : null);
    }

    private static RandomFilter ParameterCondition(Random random)
    {
        string[] names =
            ["optimizer", "learning_rate", "layers", "nesterov", "mixed", "mixed", "loss", .. FilteredSweep.OddNames];
        var name = Pick(random, names);
        var written = random.Next(2) == 0 || name == "loss"
            ? $"parameter.`{name}`"
            : $"\"{name.Replace("\"", "\"\"")}\"";
        ParameterValue? Value(FilteredTrial trial) =>
            trial.Summary.Assignment.TryGet(name, out var value) && value is not ParameterValue.Null ? value : null;
        if (random.Next(8) == 0) return Presence(random, written, trial => Value(trial) is not null);
        if (random.Next(6) == 0)
        {
            var list = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Literal(random)).ToList();
            return In(
                random, written, list.Select(literal => FilteredSweep.Write(literal)!),
                trial => Value(trial) is { } value ? list.Exists(literal => IsEqual(value, literal)) : null);
        }

        var compared = Literal(random);
        var sign = compared.ToReal() is null ? Pick(random, ["=", "!="]) : Pick(random, Signs);
        return new($"{written} {sign} {FilteredSweep.Write(compared)}", trial => Value(trial) is not { } value
            ? null
            : sign is "=" or "==" ? IsEqual(value, compared)
            : sign is "!=" or "<>" ? !IsEqual(value, compared)
            : value.ToReal() is null ? null
            : Holds(sign, Order(value, compared)));
    }

    private static ParameterValue Literal(Random random) => random.Next(4) switch
    {
        0 => new ParameterValue.Text(Pick(random, [.. FilteredSweep.Texts])),
        1 => new ParameterValue.Flag(random.Next(2) == 0),
        2 => new ParameterValue.Integer(random.Next(8) == 0 ? long.MaxValue : random.Next(-1, 20)),
        _ => new ParameterValue.Number(Pick(random, Numbers[..^1])),
    };

    private static bool IsEqual(ParameterValue value, ParameterValue other) =>
        value.ToReal() is not null && other.ToReal() is not null ? Order(value, other) == 0 : value == other;

    // Two whole numbers may differ by less than doubles can tell.
    private static int Order(ParameterValue value, ParameterValue other) =>
        value is ParameterValue.Integer { Value: var a } && other is ParameterValue.Integer { Value: var b }
            ? a.CompareTo(b)
            : value.ToReal()!.Value.CompareTo(other.ToReal()!.Value);

    private static RandomFilter Presence(Random random, string name, Func<FilteredTrial, bool> isPresent) =>
        random.Next(2) == 0
            ? new($"{name} is null", trial => !isPresent(trial))
            : new($"{name} is not null", trial => isPresent(trial));

    private static RandomFilter In(
        Random random, string name, IEnumerable<string> values, Func<FilteredTrial, bool?> isIn) =>
        random.Next(2) == 0
            ? new($"{name} in ({string.Join(", ", values)})", isIn)
            : new($"{name} not in ({string.Join(',', values)})", trial => !isIn(trial));

    private static bool Holds(string sign, int order) => sign switch
    {
        "=" or "==" => order == 0,
        "!=" or "<>" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private static double? Newest(FilteredTrial trial, string metric) =>
        trial.Newest.TryGetValue(metric, out var value) ? value : null;

    private static string Write(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
