using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A positive duration: a number of seconds, or a number with a unit.</summary>
internal sealed partial class DurationRule : Rule<TimeSpan>
{
    private const double MostSeconds = 365 * 86_400;

    public override string Takes => "a time such as 90 (seconds), 30s, 15m, 2h or 1d, of up to a year";

    public override bool TryRead(string subject, Node node, ErrorList errors, out TimeSpan value)
    {
        value = default;
        var match = node is Node.Scalar { Value: not null } scalar ? Duration().Match(scalar.Text) : Match.Empty;
        if (!match.Success) return Fail(subject, node, errors, out value);
        var seconds = double.Parse(
            match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
            {
                "m" => 60,
                "h" => 3_600,
                "d" => 86_400,
                _ => 1,
            };
        if (seconds is <= 0 or > MostSeconds) return Fail(subject, node, errors, out value);
        value = TimeSpan.FromSeconds(seconds);
        return true;
    }

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,9})?) ?([smhd]?)\z")]
    private static partial Regex Duration();
}
