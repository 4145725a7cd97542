using System.Globalization;
using Experiments.Contracts.Settings;

namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>How many files of a trial's program are kept.</summary>
/// <param name="Bytes">The total size of the files, in bytes; 0 if none is kept.</param>
/// <param name="Files">The number of files.</param>
public sealed record ArtifactLimits(long Bytes, int Files)
{
    /// <summary>The environment variable that silos read.</summary>
    public const string Variable = "EXPERIMENTS_ARTIFACTS";

    private const int MostFiles = 100_000;

    /// <summary>1 GiB in 1,000 files.</summary>
    public static ArtifactLimits Default { get; } = new(1 << 30, 1_000);

    /// <summary>Whether no file is kept.</summary>
    public bool KeepsNone => Bytes == 0 || Files == 0;

    /// <summary>
    /// Reads the limits from <c>EXPERIMENTS_ARTIFACTS</c>: a size, then optionally a number of files, as in <c>4GiB</c>
    /// or <c>4GiB 5000</c>; or <c>none</c>. The default is <see cref="Default"/>.
    /// </summary>
    /// <param name="environment">Returns the value of an environment variable, or null if it is not set.</param>
    /// <exception cref="UserErrorException">The value is something else.</exception>
    public static ArtifactLimits FromEnvironment(Func<string, string?> environment)
    {
        if (environment(Variable) is not { } text || string.IsNullOrWhiteSpace(text)) return Default;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["none"]) return new(0, 0);
        var files = Default.Files;
        if (words.Length <= 2 && SizeText.TryRead(words[0], out var bytes)
            && (words.Length == 1 || (
                int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out files)
                && files is >= 1 and <= MostFiles)))
            return new(bytes, files);
        throw new UserErrorException(
            $"{Variable} is '{text}', but must be the size and optionally the number of files that a trial may keep, "
            + $"such as '4GiB' or '4GiB 5000' (at most {MostFiles}), or 'none'");
    }
}
