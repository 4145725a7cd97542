using System.Security.Cryptography;
using System.Text;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Tests.Support;

/// <summary>Records the files of a trial, and answers as a test says.</summary>
internal sealed class RecordingArtifactStore : IArtifactStore
{
    private readonly List<(string Path, int Attempt, string Text)> _files = [];

    /// <summary>Returns the receipt of a file. Default: it is kept.</summary>
    public Func<ArtifactFile, ArtifactReceipt> Answer { get; set; } = _ => new(ArtifactOutcome.Kept);

    /// <summary>The files that were offered, in order.</summary>
    public IReadOnlyList<(string Path, int Attempt, string Text)> Files => _files;

    public Task<ArtifactReceipt> SaveAsync(
        TrialId trial, int attempt, ArtifactFile file, ArtifactLimits limits, CancellationToken cancel)
    {
        trial.ShouldBe(ProgramTrials.Trial);
        var data = file.Content.ReadAll().ToArray();
        file.Sha256.ToArray().ShouldBe(SHA256.HashData(data));
        _files.Add((file.Path, attempt, Encoding.UTF8.GetString(data)));
        return Task.FromResult(Answer(file));
    }
}
