namespace Experiments.ApiClient.Trials;

/// <summary>The request of a worker for a trial.</summary>
/// <param name="Claim">
/// A text that the worker makes up for this request, up to 100 characters. A repeated request with the same one gets
/// the same trial.
/// </param>
public sealed record ClaimFields(string Claim);

/// <summary>The answer to a worker that asks for a trial.</summary>
/// <param name="Trial">The trial, or null if there is none now.</param>
/// <param name="Ended">Whether the sweep has ended. If not, and there is no trial, ask again.</param>
public sealed record ClaimAnswer(ClaimedTrial? Trial, bool Ended);

/// <summary>The attempt at a trial that a worker carries out.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Attempt">The number of the attempt, to send with each message.</param>
/// <param name="Seed">The seed of the trial's random numbers, the same for each attempt.</param>
/// <param name="Parameters">The values of the parameters by name.</param>
public sealed record ClaimedTrial(
    int Trial, int Attempt, long Seed, IReadOnlyDictionary<string, ParameterValue> Parameters);

/// <summary>What a worker says about its attempt.</summary>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="Number">The number of the message within the attempt, from 1; 0 only says that the worker is alive.
/// </param>
/// <param name="Lines">Lines as a program prints them: reports, and others for the log.</param>
/// <param name="End">How the attempt ended: <c>completed</c>, <c>failed</c> or <c>released</c>; null if it goes on.
/// </param>
/// <param name="Cause">Why it failed or was released.</param>
/// <param name="Within">The seconds within which the worker sends another message, 1 to 3,600.</param>
public sealed record TellFields(
    int Attempt, int Number, IReadOnlyList<string> Lines, string? End = null, string Cause = "", double Within = 60);

/// <summary>The answer to what a worker says.</summary>
/// <param name="GoOn">Whether the attempt goes on; otherwise it is over.</param>
/// <param name="Status">The status of the trial.</param>
public sealed record TellAnswer(bool GoOn, string Status);
