namespace Experiments.Contracts.Faults;

/// <summary>How a <see cref="UserErrorException"/>, which knows nothing of Orleans, travels.</summary>
[GenerateSerializer, Alias("experiments.user-error")]
internal struct UserErrorSurrogate
{
    /// <summary>The exception's message.</summary>
    [Id(0)] public string Message;
}

/// <summary>Turns the exception into what travels, and back.</summary>
[RegisterConverter]
internal sealed class UserErrorConverter : IConverter<UserErrorException, UserErrorSurrogate>
{
    /// <inheritdoc/>
    public UserErrorException ConvertFromSurrogate(in UserErrorSurrogate surrogate) => new(surrogate.Message);

    /// <inheritdoc/>
    public UserErrorSurrogate ConvertToSurrogate(in UserErrorException value) => new() { Message = value.Message };
}
