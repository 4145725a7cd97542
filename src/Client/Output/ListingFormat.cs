namespace Experiments.Client.Output;

/// <summary>How a listing is written.</summary>
internal enum ListingFormat
{
    /// <summary>For people: columns, numbers shortened.</summary>
    Table,

    /// <summary>For programs: an array of objects, or one object, with all values in full.</summary>
    Json,

    /// <summary>For spreadsheets: RFC 4180 with a header, all values in full.</summary>
    Csv,
}
