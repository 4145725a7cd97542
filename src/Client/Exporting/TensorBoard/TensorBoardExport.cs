namespace Experiments.Client.Exporting.TensorBoard;

/// <summary>
/// Writes a folder for <c>tensorboard --logdir</c>: a run for each trial, with its curves, and a run for the whole
/// sweep, which lets the HPARAMS tab compare the trials.
/// </summary>
internal static class TensorBoardExport
{
    public static async Task WriteAsync(SweepExport export, string folder)
    {
        using (var whole = new EventFile(folder, export.Sweep.Summary.CreatedAt))
            whole.Write("experiment", HParams.Experiment(export.Sweep, export.Trials));
        foreach (var trial in export.Trials)
        {
            using var run = new EventFile(Path.Combine(folder, $"trial-{trial.Number}"), trial.StartedAt);
            run.Write("session_start_info", HParams.Start(trial));
            foreach (var point in await export.CurvesAsync(trial.Number)) run.Write(point);
            run.Write("session_end_info", HParams.End(trial));
        }
    }
}
