async def socket(scope, receive, send):
    await send({"type": "websocket.close"})
