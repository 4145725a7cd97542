namespace Experiments.Contracts.Faults;

/// <summary>The serialized form of a <see cref="UserErrorException"/>, which does not depend on Orleans.</summary>
[GenerateSerializer, Alias("experiments.user-error")]
internal struct UserErrorSurrogate
{
    /// <summary>The exception's message.</summary>
    [Id(0)] public string Message;
}

/// <summary>Converts between the exception and its serialized form.</summary>
[RegisterConverter]
internal sealed class UserErrorConverter : IConverter<UserErrorException, UserErrorSurrogate>
{
    /// <inheritdoc/>
    public UserErrorException ConvertFromSurrogate(in UserErrorSurrogate surrogate) => new(surrogate.Message);

    /// <inheritdoc/>
    public UserErrorSurrogate ConvertToSurrogate(in UserErrorException value) => new() { Message = value.Message };
}
