using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.ApiClient.Fleet;
using Experiments.ApiClient.People;
using Experiments.ApiClient.Sweeps;
using Experiments.ApiClient.Trials;

namespace Experiments.ApiClient.Connecting;

/// <summary>
/// The JSON format of the API, read and written by code that is generated when this is built: snake-case names, and
/// numbers that are not finite as the texts <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Sweep>))]
[JsonSerializable(typeof(SweepDetail))]
[JsonSerializable(typeof(SweepState))]
[JsonSerializable(typeof(Changed))]
[JsonSerializable(typeof(Submitted))]
[JsonSerializable(typeof(Extension))]
[JsonSerializable(typeof(Trial))]
[JsonSerializable(typeof(IReadOnlyList<Trial>))]
[JsonSerializable(typeof(IReadOnlyList<TrialGroup>))]
[JsonSerializable(typeof(SweepRepeats))]
[JsonSerializable(typeof(IReadOnlyList<Importance>))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(IReadOnlyList<Curve>))]
[JsonSerializable(typeof(IReadOnlyList<LogPart>))]
[JsonSerializable(typeof(IReadOnlyList<Artifact>))]
[JsonSerializable(typeof(IReadOnlyList<Node>))]
[JsonSerializable(typeof(Caller))]
[JsonSerializable(typeof(IReadOnlyList<ChangeRecord>))]
[JsonSerializable(typeof(IReadOnlyList<Token>))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(Assignment[]))]
[JsonSerializable(typeof(TagFields))]
[JsonSerializable(typeof(NoteFields))]
[JsonSerializable(typeof(NameFields))]
[JsonSerializable(typeof(LimitFields))]
[JsonSerializable(typeof(RetryFields))]
[JsonSerializable(typeof(ConfirmFields))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
