using Experiments.Contracts.Outside;

namespace Experiments.Web.Outside;

/// <summary>What a worker says about its attempt.</summary>
internal sealed record TellFields
{
    private const int Longest = 1_000;

    /// <summary>The number of the attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// The number of the message within the attempt: 1, 2, 3 and so on. One that got no answer is sent again with the
    /// same number. 0: a message that only says that the worker is alive.
    /// </summary>
    public int Number { get; init; }

    /// <summary>
    /// Lines as a program prints them: reports such as <c>{"epoch": 1, "val_loss": 0.2}</c>, and others for the log.
    /// </summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>How the attempt ended, or null if it goes on.</summary>
    public OutsideEnd? End { get; init; }

    /// <summary>Why it failed or was released, a sentence of up to 1,000 characters.</summary>
    public string Cause { get; init; } = "";

    /// <summary>
    /// The seconds within which the worker sends another message, 1 to 3,600; if it does not, it counts as lost and
    /// another worker takes the trial.
    /// </summary>
    public double? Within { get; init; } = 60;

    /// <summary>Returns the message to a trial.</summary>
    /// <exception cref="UserErrorException">A field has a value that is not possible.</exception>
    public OutsideMessage ToMessage(int trial)
    {
        if (Number < 0) throw new UserErrorException($"'number' must be at least 0, not {Number}");
        if (Number == 0 && (Lines.Count > 0 || End is not null))
            throw new UserErrorException("a message with 'lines' or an 'end' needs a 'number' of at least 1");
        if (Within is not (null or (>= 1 and <= 3_600)))
            throw new UserErrorException($"'within' must be 1 to 3600 seconds, not {Within}");
        if (Lines.Any(line => line.AsSpan().ContainsAny('\n', '\r')))
            throw new UserErrorException("each of 'lines' must be one line; send several as several texts");
        return new OutsideMessage
        {
            Trial = trial,
            Attempt = Attempt,
            Number = Number,
            Lines = [.. Lines],
            End = End,
            Cause = CauseOf(),
            Within = TimeSpan.FromSeconds(Within ?? 60),
        };
    }

    private string CauseOf() => (Cause.Length, End) switch
    {
        (0, OutsideEnd.Failed) => "its worker said that it failed",
        (0, OutsideEnd.Released) => "its worker let it go",
        ( > Longest, _) => Cause[..Longest] + "…",
        _ => Cause,
    };
}
