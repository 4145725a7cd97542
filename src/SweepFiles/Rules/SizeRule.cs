using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>An amount of memory, in bytes: a number with a unit of 1000s or 1024s.</summary>
internal sealed partial class SizeRule : Rule<long>
{
    private const long Least = 1 << 20;
    private const long Most = 1L << 50;

    public override string Takes => "a size such as 800MB, 8GB or 8GiB, from 1MiB to 1PiB";

    public override bool TryRead(string subject, Node node, ErrorList errors, out long value)
    {
        value = 0;
        var match = node is Node.Scalar { Value: not null } scalar ? Size().Match(scalar.Text) : Match.Empty;
        if (!match.Success) return Fail(subject, node, errors, out value);
        var thousand = match.Groups[3].Length > 0 ? 1024.0 : 1000.0;
        var bytes = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            * Math.Pow(thousand, 2 + "MGT".IndexOf(match.Groups[2].ValueSpan[0]));
        if (bytes is < Least or > Most) return Fail(subject, node, errors, out value);
        value = (long)Math.Round(bytes);
        return true;
    }

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,9})?) ?([MGT])(i?)B\z")]
    private static partial Regex Size();
}
