using Experiments.Storage.Model;

namespace Experiments.Storage.Access;

/// <summary>The person that a token which is valid now belongs to.</summary>
/// <param name="TokenId">The id of the token.</param>
/// <param name="Person">The name of the person.</param>
/// <param name="Role">What the token allows.</param>
public sealed record TokenHolder(string TokenId, string Person, Role Role);
