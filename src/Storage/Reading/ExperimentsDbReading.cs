using Experiments.Contracts.Messages;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Reading;

/// <summary>Opens the database of a user's sweeps, and reads from it what is easier to ask for than to query.</summary>
public static class ExperimentsDbReading
{
    extension(ExperimentsDb)
    {
        /// <summary>
        /// Opens a database for reading. Neither a database nor its tables are created or changed. Dispose of the
        /// result, which is not thread-safe.
        /// </summary>
        /// <param name="address">
        /// The path of an SQLite file, or an address as in <c>EXPERIMENTS_DATABASE</c>, such as
        /// <c>postgres://user@host:port/database</c>. Default: the database of the command line, which
        /// <c>EXPERIMENTS_DATABASE</c> names, or else the file <c>experiments.db</c> in <c>EXPERIMENTS_HOME</c>, by
        /// default <c>~/.local/share/experiments</c>.
        /// </param>
        /// <param name="cancel">Cancels the attempt.</param>
        /// <exception cref="UserErrorException">
        /// The address is invalid; or the database does not exist, cannot be used, or has the tables of an older or
        /// newer version.
        /// </exception>
        public static async Task<ExperimentsDb> OpenAsync(string? address = null, CancellationToken cancel = default)
        {
            var database = ReadAddress.Parse(address).OpenForReading();
            try
            {
                await new StorageSchema(database).CheckAsync(cancel);
                var db = database.CreateContext();
                db.Source = database;
                return db;
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
    }

    extension(ExperimentsDb db)
    {
        /// <summary>Returns the sweep that <paramref name="reference"/> denotes.</summary>
        /// <param name="reference">
        /// An id, a name (the newest sweep of that name), or an unambiguous prefix of an id.
        /// </param>
        /// <param name="cancel">Cancels the query.</param>
        /// <exception cref="UserErrorException">The reference denotes no sweep, or several, or the database cannot be
        /// read.</exception>
        public async Task<Sweep> GetSweepAsync(string reference, CancellationToken cancel = default)
        {
            var id = await new SweepQueries(db.Opened).ResolveAsync(reference, cancel);
            return await DatabaseFaults.ExplainAsync(
                db.Opened.Place, () => db.Sweeps.SingleAsync(sweep => sweep.Id == id, cancel));
        }

        /// <summary>
        /// Returns the values of a metric that a trial has reported so far: none if only other trials of the sweep have
        /// reported it.
        /// </summary>
        /// <param name="sweep">The sweep, as for <c>GetSweepAsync</c>.</param>
        /// <param name="trial">The number of the trial.</param>
        /// <param name="metric">The name of the metric.</param>
        /// <param name="cancel">Cancels the query.</param>
        /// <exception cref="UserErrorException">There is no such sweep, trial or metric, or the database cannot be
        /// read.</exception>
        public async Task<Curve> GetCurveAsync(
            string sweep, int trial, string metric, CancellationToken cancel = default)
        {
            var found = await db.GetSweepAsync(sweep, cancel);
            var points = await new SweepQueries(db.Opened).ListCurvesAsync(found.Key, trial, metric, cancel);
            if (points.Count == 0) await db.RequireAsync(found, trial, metric, cancel);
            return ToCurve(trial, metric, points);
        }

        /// <summary>
        /// Returns the values of a metric for each trial of a sweep that has reported it, in the order of the trials.
        /// </summary>
        /// <param name="sweep">The sweep, as for <c>GetSweepAsync</c>.</param>
        /// <param name="metric">The name of the metric.</param>
        /// <param name="cancel">Cancels the query.</param>
        /// <exception cref="UserErrorException">There is no such sweep or metric, or the database cannot be read.
        /// </exception>
        public async Task<IReadOnlyList<Curve>> GetCurvesAsync(
            string sweep, string metric, CancellationToken cancel = default)
        {
            var found = await db.GetSweepAsync(sweep, cancel);
            var points = await new SweepQueries(db.Opened).ListCurvesAsync(found.Key, null, metric, cancel);
            if (points.Count == 0) await db.RequireAsync(found, null, metric, cancel);
            return [.. points.GroupBy(point => point.Trial).Select(trial => ToCurve(trial.Key, metric, [.. trial]))];
        }

        private Database Opened => (Database)db.Source!;

        private async Task RequireAsync(Sweep sweep, int? trial, string metric, CancellationToken cancel)
        {
            var queries = new SweepQueries(db.Opened);
            if (trial is { } number && await queries.FindTrialAsync(new(sweep.Key, number), cancel) is null)
            {
                throw new UserErrorException(
                    $"sweep '{sweep.Name}' ({sweep.Id}) has no trial {number}: they are numbered from 0");
            }

            if (await queries.HasMetricAsync(sweep.Key, metric, cancel)) return;
            var known = await queries.ListMetricsAsync(sweep.Key, cancel);
            throw new UserErrorException(
                $"no trial of sweep '{sweep.Name}' ({sweep.Id}) has reported a metric '{metric}'"
                + (known.Count > 0 ? Spelling.HintOrList(metric, known, "its metrics are") : ", nor any other yet"));
        }
    }

    private static Curve ToCurve(int trial, string metric, IReadOnlyList<CurvePoint> points) => new(
        trial, metric,
        [.. points.Select(point => point.Step)],
        [.. points.Select(point => point.Value)],
        [.. points.Select(point => point.At)]);
}
