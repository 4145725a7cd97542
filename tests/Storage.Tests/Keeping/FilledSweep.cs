using System.Security.Cryptography;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Storage.Packing;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Keeping;

/// <summary>Creates sweeps that have rows in every table.</summary>
internal static class FilledSweep
{
    /// <summary>
    /// Creates an ended sweep of which trial 1 is the best. Each trial has two curves, a log, a checkpoint, and two
    /// artifacts: one with the content of <paramref name="shared"/>, one of its own.
    /// </summary>
    public static async Task<StoredSweep> CreateAsync(
        DatabaseHarness storage, string id, int trials, int points = 10, string shared = "same", bool ends = true)
    {
        var sweep = await storage.BeginSweepAsync(trials, id);
        for (var number = 0; number < trials; number++)
        {
            var trial = new TrialId(sweep.Key, number);
            await storage.WriteAsync(
                trial, 1,
                [
                    .. Enumerable.Range(1, points).Select(step => new MetricPoint("loss", step, 1.0 / step)),
                    new MetricPoint("once", 7, double.NaN),
                ]);
            var checkpoint = new Checkpoint(trial, 1, 1, new byte[] { 1, 2, (byte)number });
            (await storage.Checkpoints.SaveAsync(checkpoint, default)).ShouldBeTrue();
            await storage.ExecuteAsync(
                "insert into trial_logs (trial_id, attempt, start, stop, stream, text) "
                + "values (@trial, 1, 0, 5, 1, 'hello')",
                ("trial", trial.Value));
            await AddArtifactAsync(storage, trial, "shared.txt", shared);
            await AddArtifactAsync(storage, trial, "own/model.pt", $"{id}-{number}");
        }

        SearchStep[] ended =
        [
            .. Enumerable.Range(0, trials).Select(number => SweepSteps.Complete(
                trials + 2 + number, number, number == 1 ? 0.75 : 0.5 + (number / 100.0))),
            SweepSteps.Finish((2 * trials) + 2),
        ];
        if (ends) await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [.. ended]), default);
        await storage.Sweeps.SaveSnapshotAsync(
            new SweepSnapshot(sweep.Key, (2 * trials) + 2, 1, new byte[] { 1, 2, 3 }), default);
        await storage.ExecuteAsync($"insert into sweep_tags (sweep_key, tag) values ({sweep.Key}, 'a tag')");
        return sweep;
    }

    /// <summary>Packs the curves of all ended trials, on PostgreSQL.</summary>
    public static async Task PackAsync(DatabaseHarness storage)
    {
        var packer = storage.Services.GetRequiredService<CurvePacker>();
        while (await packer.PackAsync(20, TimeSpan.Zero) > 0)
        {
        }
    }

    private static async Task AddArtifactAsync(DatabaseHarness storage, TrialId trial, string path, string text)
    {
        var data = System.Text.Encoding.UTF8.GetBytes(text);
        var hash = SHA256.HashData(data);
        await storage.ExecuteAsync(
            "insert into artifact_contents (sha256, data) values (@hash, @data) on conflict do nothing",
            ("hash", hash), ("data", data));
        await storage.ExecuteAsync(
            "insert into artifacts (trial_id, path, attempt, size, sha256) values (@trial, @path, 1, @size, @hash)",
            ("trial", trial.Value), ("path", path), ("size", (long)data.Length), ("hash", hash));
    }
}
