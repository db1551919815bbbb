namespace DuckBus.ApiServer.AnswerForms;

/// <summary>What of an object comes with its row: the parameter <c>includeObject</c>.</summary>
internal enum RowObject
{
    None = 0,
    Metadata = 1,
    Object = 2,
}
