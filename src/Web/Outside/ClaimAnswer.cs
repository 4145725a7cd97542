using Experiments.Contracts.Outside;

namespace Experiments.Web.Outside;

/// <summary>The answer to a worker that asks for a trial.</summary>
internal sealed record ClaimAnswer
{
    /// <summary>The trial, or null if there is none now.</summary>
    public required ClaimedTrial? Trial { get; init; }

    /// <summary>Whether the sweep has ended. If not, and there is no trial, ask again.</summary>
    public required bool Ended { get; init; }

    public static ClaimAnswer Of(OutsideOffer offer) => new()
    {
        Trial = offer.Trial is { } trial
            ? new(trial.Trial, trial.Attempt, trial.Seed, trial.Assignment.ToDictionary())
            : null,
        Ended = offer.IsOver,
    };
}
